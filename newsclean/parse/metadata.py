from dataclasses import dataclass, field
@dataclass
class Head:
    url: str|None=None
    title: str=""
    language: str=""
    canonical: str=""
    metas: list = field(default_factory=list)
    linked_data: list = field(default_factory=list)
    times: list = field(default_factory=list)
    items: list = field(default_factory=list)
    headings: list = field(default_factory=list)
@dataclass
class HeadMetadata:
    head: Head
    title=None; authors=(); date=None; language=None; site=None; url=None
