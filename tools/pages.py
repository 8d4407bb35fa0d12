"""Makes the pages that come from declarations: docs/settings.md, docs/sources.md, web/openapi.json.

`--check` writes nothing and fails where a page is not what it would become.
"""

import sys
import tempfile
from pathlib import Path

import orjson

from stadsbeeld.connect.source import Source
from stadsbeeld.runtime.assemble import assemble
from stadsbeeld.runtime.clock import SystemClock
from stadsbeeld.runtime.settings import Settings, settings_page
from stadsbeeld.sources import sources
from stadsbeeld.web.app import create_app
from stadsbeeld.web.parts import WebOptions

ROOT = Path(__file__).parents[1]


def sources_page() -> str:
    head = [
        "# Sources",
        "",
        "Made from the declarations in `stadsbeeld.sources` by `make pages`; do not edit. How to add one:",
        "[adding-a-source.md](adding-a-source.md).",
        "",
    ]
    return "\n".join(head + [line for source in sources().values() for line in source_section(source)])


def source_section(source: Source) -> list[str]:
    facts = {
        "publisher's address": source.url,
        "licence": source.licence,
        "attribution": source.attribution,
        "gives": ", ".join(f"`{name}`" for name in sorted(source.yields)),
        "asked every": str(source.every),
        "unknown after": str(source.max_age),
        "purpose": source.purpose,
        "legal ground": source.legal_ground,
        "kept for": f"{source.retention_days} days",
        "parser version": str(source.parser_version),
    }
    rows = [f"| {name} | {value} |" for name, value in facts.items()]
    return [f"## `{source.id}`: {source.title}", "", "| | |", "|---|---|", *rows, ""]


def openapi() -> str:
    with tempfile.TemporaryDirectory() as folder:
        platform = assemble(Settings(data_folder=Path(folder), fetch_sources=False))
        try:
            schema = create_app(platform, WebOptions(wall=SystemClock())).openapi()
        finally:
            platform.stop()
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


def main() -> int:
    pages = {
        ROOT / "docs" / "settings.md": settings_page(),
        ROOT / "docs" / "sources.md": sources_page(),
        ROOT / "web" / "openapi.json": openapi(),
    }
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not up to date: run `make pages`")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages[path], "utf-8")
        print(f"made {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
