from django.test import Client


def test_every_operation_declares_its_errors(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert paths
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert {"400", "404", "422", "429"} <= set(operation["responses"]), f"{method} {path}"


def test_an_answer_to_a_key_is_for_no_other_site(client: Client) -> None:
    opened = client.get("/api/openapi.json")
    to_a_key = client.get("/api/openapi.json", headers={"Authorization": "Bearer x"})
    assert opened.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in to_a_key.headers
