"""Names in the parameter store, over the wire."""


def test_names_that_name_nothing_are_listed_however_many_there_are(aws, gateway):
    aws.client("ssm").put_parameter(Name="/size", Value="small", Type="String")
    missing = [f"/missing/{number}" for number in range(12)]
    assert sorted(gateway.not_stored(["/size", *missing])) == sorted(missing)
    assert gateway.not_stored(["/size"]) == []
