"""The steps of resolution and the kinds of findings, each with what it means."""

from ebpages.faces.language import active_language
from ebpages.registry import wording
from ebpages.registry.shapes import Explanation, Method


def method() -> Method:
    language = active_language()
    return Method(
        steps=tuple(
            Explanation(
                code, wording.method_label(code, language), wording.method_explanation(code, language)
            )
            for code in wording.methods()
        ),
        findings=tuple(
            Explanation(
                code, wording.finding_label(code, language), wording.finding_explanation(code, language)
            )
            for code in wording.kinds_of_findings()
        ),
    )
