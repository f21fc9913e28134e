from django.test import Client


def test_every_operation_declares_its_errors(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert paths
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert {"400", "404", "422", "429"} <= set(operation["responses"]), f"{method} {path}"
