"""The bulk files as a catalogue in DCAT-AP 3, which data portals harvest. Terms of lists are those of the EU's authority tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ebpages.open_data.bulk_files import FOLLOW_THE_MONEY, BulkFile
from ebpages.open_data.edition import FileOfEdition

AUTHORITY = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
CONTEXT: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FORMATS = {  # of a file's ending: in the EU's table of file types, in IANA's of media types
    "csv": ("CSV", "text/csv"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "jsonl": ("JSON", "application/json"),
}
_TITLE = {
    "bg": "Регистър на клъстерите и технологичния трансфер",
    "en": "Register of clusters and technology transfer",
}
_ABOUT = {
    "bg": "Кой съществува и кой публикуван списък го казва: организации, твърдения с редовете им, редове на списъците, преценки.",
    "en": "Who exists, and which published list says so: organisations, statements with their rows, rows of the lists, judgements.",
}  # fmt: skip
_ENTITIES = {
    "title": {"bg": "Организации за FollowTheMoney", "en": "Organisations for FollowTheMoney"},
    "about": {
        "bg": "Всяка организация като единица на FollowTheMoney, по една на ред в JSON.",
        "en": "Every organisation as an entity of FollowTheMoney, one on each line in JSON.",
    },
}
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OfCatalogue:
    """What the catalogue says of all its files. site: as https://example.org. made_at: ISO time. first, last: oldest and newest edition of
    the lists, "" where none has one. licences: what the lists say of their licences, (language, text), each once."""

    site: str
    made_at: str
    first: str
    last: str
    licences: Sequence[tuple[str, str]]


def catalogue_graph(
    catalogue: OfCatalogue, tables: Sequence[BulkFile], files: Sequence[FileOfEdition]
) -> Node:
    """The catalogue as JSON-LD, with a data set for each table and a distribution for each of its files."""
    described = [
        (
            table.code,
            {"bg": table.title.bg, "en": table.title.en},
            {"bg": table.about.bg, "en": table.about.en},
        )
        for table in tables
    ]
    described.append((FOLLOW_THE_MONEY.partition(".")[0], _ENTITIES["title"], _ENTITIES["about"]))
    page = {"@id": f"{catalogue.site}/en/data/"}
    return {
        "@context": dict(CONTEXT),
        "@id": f"{catalogue.site}/api/catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dcterms:title": _texts(_TITLE),
        "dcterms:description": _texts(_ABOUT),
        "dcterms:publisher": _publisher(catalogue),
        "dcterms:modified": _time(catalogue.made_at),
        "dcterms:language": [{"@id": f"{AUTHORITY}/language/{code}"} for code in ("BUL", "ENG")],
        "foaf:homepage": page,
        "dcat:themeTaxonomy": {"@id": f"{AUTHORITY}/data-theme"},
        "dcat:dataset": [
            _dataset(
                catalogue, code, title, about, [file for file in files if file.name.partition(".")[0] == code]
            )
            for code, title, about in described
        ],
        "dcat:service": [_service(catalogue)],
    }


def _dataset(
    catalogue: OfCatalogue,
    code: str,
    title: Mapping[str, str],
    about: Mapping[str, str],
    files: Sequence[FileOfEdition],
) -> Node:
    node: Node = {
        "@id": f"{catalogue.site}/en/data/#{code}",
        "@type": "dcat:Dataset",
        "dcterms:identifier": code,
        "dcterms:title": _texts(title),
        "dcterms:description": _texts(about),
        "dcterms:publisher": _publisher(catalogue),
        "dcterms:modified": _time(catalogue.made_at),
        "dcterms:accrualPeriodicity": {"@id": f"{AUTHORITY}/frequency/IRREG"},
        "dcterms:language": [{"@id": f"{AUTHORITY}/language/{code}"} for code in ("BUL", "ENG")],
        "dcterms:spatial": {"@id": f"{AUTHORITY}/country/BGR"},
        "dcterms:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
        "dcat:theme": [{"@id": f"{AUTHORITY}/data-theme/{theme}"} for theme in ("ECON", "TECH")],
        "dcat:landingPage": {"@id": f"{catalogue.site}/en/data/"},
        "dcat:distribution": [_distribution(catalogue, file) for file in files],
    }
    if catalogue.last:
        period = {"dcat:startDate": catalogue.first, "dcat:endDate": catalogue.last}
        node["dcterms:temporal"] = {
            "@type": "dcterms:PeriodOfTime",
            **{key: _date(day) for key, day in period.items()},
        }
    return node


def _distribution(catalogue: OfCatalogue, file: FileOfEdition) -> Node:
    file_type, media_type = _FORMATS[file.name.rpartition(".")[2]]
    address = {"@id": f"{catalogue.site}/api/data/{file.name}"}
    return {
        "@id": f"{catalogue.site}/api/data/{file.name}#file",
        "@type": "dcat:Distribution",
        "dcterms:title": file.name,
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcterms:format": {"@id": f"{AUTHORITY}/file-type/{file_type}"},
        "dcat:mediaType": {"@id": f"{IANA}/{media_type}"},
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        # The licence of each list is its publisher's, in words, and has no address that could stand as dcterms:license.
        "dcterms:rights": {
            "@type": "dcterms:RightsStatement",
            "rdfs:label": [{"@value": text, "@language": language} for language, text in catalogue.licences],
        },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _service(catalogue: OfCatalogue) -> Node:
    return {
        "@id": f"{catalogue.site}/api/home#service",
        "@type": "dcat:DataService",
        "dcterms:title": _texts({"bg": "Програмен интерфейс (API)", "en": "API"}),
        "dcat:endpointURL": {"@id": f"{catalogue.site}/api/home"},
        "dcat:endpointDescription": {"@id": f"{catalogue.site}/api/openapi.json"},
    }


def _publisher(catalogue: OfCatalogue) -> Node:
    return {"@id": f"{catalogue.site}/#publisher", "@type": "foaf:Agent", "foaf:name": "E-Business Pages"}


def _texts(texts: Mapping[str, str]) -> list[Node]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _time(moment: str) -> Node:
    return {"@value": moment, "@type": "xsd:dateTime"}


def _date(day: str) -> Node:
    """An edition may name a day, a month or a year."""
    kind = {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(day), "xsd:date")
    return {"@value": day, "@type": kind}
