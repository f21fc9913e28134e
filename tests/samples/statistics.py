"""Answers as Eurostat and SDMX sources give them, small."""

from typing import Any


def gerd(**changes: Any) -> dict[str, Any]:
    """JSON-stat of Eurostat: R&D expenditure of Bulgaria and Romania, sparse, with flags and a missing value."""
    document = {
        "version": "2.0",
        "class": "dataset",
        "label": "GERD by sector of performance",
        "source": "ESTAT",
        "updated": "2019-03-01T11:00:00+0100",
        "value": {"0": 0.96, "1": 0.78, "3": 0.48},
        "status": {"1": "p", "2": ":", "3": "be"},
        "id": ["freq", "sectperf", "unit", "geo", "time"],
        "size": [1, 1, 1, 3, 2],
        "dimension": {
            "freq": _dimension("Time frequency", {"A": "Annual"}),
            "sectperf": _dimension("Sector of performance", {"TOTAL": "All sectors"}),
            "unit": _dimension("Unit of measure", {"PC_GDP": "Percentage of GDP"}),
            "geo": _dimension(
                "Geopolitical entity (reporting)", {"BG": "Bulgaria", "RO": "Romania", "XX": "Nowhere"}
            ),
            "time": _dimension("Time", {"2015": "2015", "2016": "2016"}),
        },
        "extension": {
            "lang": "EN",
            "id": "RD_E_GERDTOT",
            "agencyId": "ESTAT",
            "version": "1.0",
            "annotation": [{"type": "UPDATE_DATA", "date": "2019-03-01T11:00:00+0100"}],
            "positions-with-no-data": {"geo": [2]},
        },
    }
    return document | changes


def _dimension(label: str, codes: dict[str, str]) -> dict[str, Any]:
    index = {code: place for place, code in enumerate(codes)}
    return {"label": label, "category": {"index": index, "label": codes}}


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<mes:{kind} xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure"
 xmlns:gen="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
 xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<mes:Header><mes:ID>A1</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2019-01-15T10:20:30+01:00</mes:Prepared>
<mes:Sender id="NSI"/>{structure}</mes:Header>
"""

STRUCTURE = (
    _HEAD.format(kind="Structure", structure="")
    + """<mes:Structures>
<str:Dataflows><str:Dataflow id="INNOVATION" agencyID="all" version="1.0">
 <com:Name xml:lang="en">Innovation in enterprises</com:Name>
 <com:Name xml:lang="bg">Иновации в предприятията</com:Name>
 <str:Structure><Ref id="DSD_INN" version="1.0" agencyID="all" class="DataStructure"/></str:Structure>
</str:Dataflow></str:Dataflows>
<str:Codelists><str:Codelist id="CL_AREA" agencyID="all" version="1.0"><com:Name xml:lang="en">Area</com:Name>
 <str:Code id="RO"><com:Name xml:lang="en">Romania</com:Name></str:Code>
 <str:Code id="BG"><com:Name xml:lang="en">Bulgaria</com:Name></str:Code>
 <str:Code id="EL"><com:Name xml:lang="en">Greece</com:Name></str:Code>
</str:Codelist></str:Codelists>
<str:Concepts><str:ConceptScheme id="CS" agencyID="all" version="1.0"><com:Name xml:lang="en">Concepts</com:Name>
 <str:Concept id="FREQ"><com:Name xml:lang="en">Frequency</com:Name></str:Concept>
 <str:Concept id="AREA"><com:Name xml:lang="en">Area</com:Name></str:Concept>
 <str:Concept id="TIME_PERIOD"><com:Name xml:lang="en">Period</com:Name></str:Concept>
 <str:Concept id="OBS_VALUE"><com:Name xml:lang="en">Value</com:Name></str:Concept>
 <str:Concept id="OBS_STATUS"><com:Name xml:lang="en">Status</com:Name></str:Concept>
</str:ConceptScheme></str:Concepts>
<str:DataStructures><str:DataStructure id="DSD_INN" agencyID="all" version="1.0">
 <com:Name xml:lang="en">Innovation</com:Name>
 <str:DataStructureComponents>
 <str:DimensionList id="DimensionDescriptor">
  <str:Dimension id="FREQ" position="1"><str:ConceptIdentity><Ref id="FREQ" maintainableParentID="CS"
   maintainableParentVersion="1.0" agencyID="all" package="conceptscheme" class="Concept"/></str:ConceptIdentity></str:Dimension>
  <str:Dimension id="AREA" position="2"><str:ConceptIdentity><Ref id="AREA" maintainableParentID="CS"
   maintainableParentVersion="1.0" agencyID="all" package="conceptscheme" class="Concept"/></str:ConceptIdentity>
   <str:LocalRepresentation><str:Enumeration><Ref id="CL_AREA" version="1.0" agencyID="all" package="codelist"
   class="Codelist"/></str:Enumeration></str:LocalRepresentation></str:Dimension>
  <str:TimeDimension id="TIME_PERIOD" position="3"><str:ConceptIdentity><Ref id="TIME_PERIOD"
   maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="all" package="conceptscheme"
   class="Concept"/></str:ConceptIdentity><str:LocalRepresentation><str:TextFormat
   textType="ObservationalTimePeriod"/></str:LocalRepresentation></str:TimeDimension>
 </str:DimensionList>
 <str:AttributeList id="AttributeDescriptor"><str:Attribute id="OBS_STATUS" assignmentStatus="Conditional">
  <str:ConceptIdentity><Ref id="OBS_STATUS" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="all"
  package="conceptscheme" class="Concept"/></str:ConceptIdentity>
  <str:AttributeRelationship><str:PrimaryMeasure><Ref id="OBS_VALUE"/></str:PrimaryMeasure></str:AttributeRelationship>
 </str:Attribute></str:AttributeList>
 <str:MeasureList id="MeasureDescriptor"><str:PrimaryMeasure id="OBS_VALUE"><str:ConceptIdentity><Ref id="OBS_VALUE"
  maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="all" package="conceptscheme"
  class="Concept"/></str:ConceptIdentity></str:PrimaryMeasure></str:MeasureList>
 </str:DataStructureComponents>
</str:DataStructure></str:DataStructures>
</mes:Structures></mes:Structure>
"""
)

_STRUCTURE_OF_DATA = """<mes:Structure structureID="S1" dimensionAtObservation="TIME_PERIOD"><com:Structure>
<Ref agencyID="all" id="DSD_INN" version="1.0"/></com:Structure></mes:Structure>"""


def _series(area: str, *cells: tuple[str, str, str]) -> str:
    observations = "".join(
        f'<gen:Obs><gen:ObsDimension value="{time}"/><gen:ObsValue value="{value}"/><gen:Attributes>'
        f'<gen:Value id="OBS_STATUS" value="{status}"/></gen:Attributes></gen:Obs>'
        for time, value, status in cells
    )
    key = f'<gen:Value id="FREQ" value="A"/><gen:Value id="AREA" value="{area}"/>'
    return f"<gen:Series><gen:SeriesKey>{key}</gen:SeriesKey>{observations}</gen:Series>"


def sdmx_ml(*series: str) -> str:
    head = _HEAD.format(kind="GenericData", structure=_STRUCTURE_OF_DATA)
    return head + f'<mes:DataSet structureRef="S1">{"".join(series)}</mes:DataSet></mes:GenericData>'


BULGARIA = _series("BG", ("2014", "26.1", "A"), ("2016", "27.2", "P"))
ROMANIA = _series("RO", ("2014", "NaN", "Q"), ("2016", "10.2", "B"))
DATA = sdmx_ml(BULGARIA, ROMANIA)

SDMX_JSON: dict[str, Any] = {
    "header": {
        "id": "1",
        "test": False,
        "prepared": "2019-01-15T10:20:30Z",
        "sender": {"id": "NSI", "name": "NSI"},
    },
    "dataSets": [
        {"action": "Information", "series": {"0:0": {"observations": {"0": [26.1, 0], "1": [27.2, 1]}}}}
    ],
    "structure": {
        "name": "Innovation in enterprises",
        "dimensions": {
            "series": [
                {"id": "FREQ", "name": "Frequency", "values": [{"id": "A", "name": "Annual"}]},
                {"id": "AREA", "name": "Area", "values": [{"id": "BG", "name": "Bulgaria"}]},
            ],
            "observation": [
                {
                    "id": "TIME_PERIOD",
                    "name": "Time",
                    "values": [{"id": "2014", "name": "2014"}, {"id": "2016", "name": "2016"}],
                }
            ],
        },
        "attributes": {
            "dataSet": [],
            "series": [],
            "observation": [
                {
                    "id": "OBS_STATUS",
                    "name": "Status",
                    "values": [{"id": "A", "name": "Normal"}, {"id": "E", "name": "Estimated"}],
                }
            ],
        },
    },
}
