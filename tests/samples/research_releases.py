"""Invented records of ROR and rows of CORDIS, with the faults that real ones have."""

import io
import zipfile
from typing import Any

_COLUMNS = [
    "projectID",
    "projectAcronym",
    "organisationID",
    "vatNumber",
    "name",
    "shortName",
    "SME",
    "activityType",
    "street",
    "postCode",
    "city",
    "country",
    "nutsCode",
    "geolocation",
    "organizationURL",
    "contactForm",
    "contentUpdateDate",
    "rcn",
    "order",
    "role",
    "ecContribution",
    "netEcContribution",
    "totalCost",
    "endOfParticipation",
    "active",
]
_OF_PROJECT = [
    "id",
    "acronym",
    "status",
    "title",
    "startDate",
    "endDate",
    "totalCost",
    "ecMaxContribution",
    "frameworkProgramme",
    "fundingScheme",
    "objective",
    "contentUpdateDate",
    "grantDoi",
]


def body(country: str = "BG", host: str = "rose.example") -> dict[str, Any]:
    return {
        "id": "https://ror.org/00example", "status": "active", "types": ["facility"], "established": 1950, "domains": [host],
        "admin": {"last_modified": {"date": "2025-05-05"}},
        "names": [
            {"value": "Институт по розата", "lang": "bg", "types": ["label"]},
            {"value": "Institute of Roses", "lang": "en", "types": ["ror_display", "label"]},
        ],
        "links": [{"type": "website", "value": f"https://www.{host}"}],
        "locations": [{"geonames_details": {"country_code": country, "name": "Kazanlak"}}],
        "external_ids": [{"type": "isni", "all": ["0000 0000 0000 0001"], "preferred": None}],
        "relationships": [{"type": "parent", "id": "https://ror.org/01parent", "label": "Academy of Gardens"}],
    }  # fmt: skip


def _line(columns: list[str], **given: str) -> str:
    return ";".join(f'"{given.get(each, "")}"' for each in columns)


def _taking_part(name: str, **given: str) -> str:
    usual = {
        "projectID": "792210", "name": name, "street": "STREET 1", "country": "BG", "role": "participant", "activityType": "REC",
        "contentUpdateDate": "2023-07-23 18:32:55", "contactForm": "https://form.example",
    }  # fmt: skip
    return _line(_COLUMNS, **{**usual, **given})


ORGANISATIONS = "\ufeff".encode() + "\r\n".join(
    [
        ";".join(f'"{each}"' for each in _COLUMNS),
        _taking_part("INSTITUT PO ROZATA", organisationID="900000001", vatNumber="BG131393944", ecContribution="1000.50", totalCost="960619,95"),
        _taking_part("PARTNER GMBH", organisationID="900000002", country="DE", vatNumber="DE1", role="partner"),
        _taking_part("Dragan Plantiranov Skritev", organisationID="900000003"),
        _taking_part("Dragan Skritev", organisationID="900000004", activityType="PRC"),
        _taking_part("STRANGER SL", organisationID="900000005", projectID="1", country="ES", vatNumber="ES1"),
        "",
    ]
).encode()  # fmt: skip
PROJECTS = "\n".join(
    [
        ";".join(f'"{each}"' for each in _OF_PROJECT),
        _line(_OF_PROJECT, id="792210", acronym="ROSE", title='The "novel" rose', startDate="2018-05-01", endDate="2022-10-31",
              ecMaxContribution="7931218,63", frameworkProgramme="H2020", objective='An "aim";"with a separator"\nand a break'),
        _line(_OF_PROJECT, id="1", acronym="NEXT", startDate="2018-02-30"),
        "",
    ]
).encode()  # fmt: skip


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (("organization.csv", ORGANISATIONS), ("project.csv", PROJECTS), ("topics.csv", b"a;b\n")):  # fmt: skip
            made.writestr(name, content)
    return packed.getvalue()
