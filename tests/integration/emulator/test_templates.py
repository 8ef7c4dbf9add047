"""Templates as data: what is equal in meaning, and what stays a text."""

from __future__ import annotations

import pytest

from catalog_emulator.core import template

SAME = {
    "key order": ('{"Resources": {"A": {"Type": "T", "Properties": {}}}}', "Resources: {A: {Properties: {}, Type: T}}"),
    "Ref": ("V: !Ref A", "V: {Ref: A}"),
    "GetAtt with a dot": ("V: !GetAtt A.Arn", "V: {'Fn::GetAtt': [A, Arn]}"),
    "GetAtt with a list": ("V: !GetAtt [A, Arn]", "V: {'Fn::GetAtt': [A, Arn]}"),
    "GetAtt long with a dot": ("V: {'Fn::GetAtt': A.Arn}", "V: {'Fn::GetAtt': [A, Arn]}"),
    "GetAtt of a nested output": ("V: !GetAtt A.Outputs.B", "V: {'Fn::GetAtt': [A, Outputs.B]}"),
    "Condition": ("V: !Condition C", "V: {Condition: C}"),
    "Sub with a map": ("V: !Sub ['${x}', {x: !Ref A}]", "V: {'Fn::Sub': ['${x}', {x: {Ref: A}}]}"),
    "Join in Join": ("V: !Join ['', [!Ref A, b]]", "V: {'Fn::Join': ['', [{Ref: A}, b]]}"),
    "comments": ("# hello\nV: 1 # one", "V: 1"),
    "line ends": ("V:\r\n  - 1\r\n", "V:\n  - 1\n"),
    "anchors": ("A: &a {x: 1}\nB: *a", "A: {x: 1}\nB: {x: 1}"),
    "JSON with tabs": ('{\t"V":\t1}', "V: 1"),
}
DIFFERENT = {
    "a number and a text": ("V: 1", "V: '1'"),
    "true and a text": ("V: true", "V: 'true'"),
    "true and one": ("V: true", "V: 1"),
    "list order": ("V: [a, b]", "V: [b, a]"),
    "a key more": ("V: {a: 1}", "V: {a: 1, b: 2}"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_what_means_the_same_matches_by_meaning_and_not_by_bytes(one, other):
    assert template.matches(one, other, "meaning")
    assert not template.matches(one, other, "bytes")


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_means_something_else_does_not_match(one, other):
    assert not template.matches(one, other, "meaning")


@pytest.mark.parametrize("text", ["2012-10-17", "2001-12-14t21:59:43.10-05:00", "0123", "08", "1_000", "0x1f", "12:30"])
def test_dates_and_odd_numbers_stay_texts(text):
    assert template.parse(f"V: {text}") == {"V": text}


@pytest.mark.parametrize("text", ["just a text", "- a list", "V: [", "{"])
def test_what_is_no_template_is_told(text):
    with pytest.raises(template.TemplateError, match="Template format error"):
        template.parse(text)


@pytest.mark.parametrize("text", ["V: [", "- a"])
def test_what_cannot_be_read_matches_only_itself(text):
    assert template.matches(text, text, "meaning")
    assert not template.matches(text, "V: 1", "meaning")
