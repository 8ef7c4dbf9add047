"""A template's URL may redirect, and then only to what would be read by itself."""

from unittest.mock import Mock

import pytest

from pulumi_servicecatalog.aws.templates import TemplateCalls
from pulumi_servicecatalog.model.refusal import Refusal
from support.endpoint import Answer, endpoint
from support.tables import table


def template_at(url):
    return TemplateCalls(Mock(), Mock()).template_at(url)


def test_a_redirect_on_this_machine_is_followed():
    answered = Answer(body=b"Resources: {}")
    with endpoint(answered) as there, endpoint(Answer(status=302, location=f"{there.url}/template")) as here:
        assert template_at(f"{here.url}/template") == "Resources: {}"


@table(
    "target refused",
    ("http://192.0.2.1/template", "its URL is http, and only https is read", "another machine, without TLS"),
    ("file:///etc/hostname", "127.0.0.1 answers 302", "a file, which urllib follows nowhere"),
    ("ftp://127.0.0.1/template", "its URL is ftp, and only https is read", "another scheme"),
)
def test_a_redirect_to_what_is_not_read_by_itself_is_refused(target, refused, reason):
    with endpoint(Answer(status=302, location=target)) as here, pytest.raises(Refusal) as failed:
        template_at(f"{here.url}/template")
    assert failed.value.reason == refused, reason


def test_a_redirect_that_goes_in_a_circle_ends():
    with endpoint(Answer()) as here:
        here.answer = Answer(status=302, location=f"{here.url}/template")
        with pytest.raises(Refusal):
            template_at(f"{here.url}/template")
