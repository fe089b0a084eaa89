"""Reads Atom feeds as strictly as RFC 4287 asks: a grammar of its elements, and what none can say.

The grammar is our own, in RELAX NG, and asks for more than the RFC does: dates in UTC, content
as XHTML of a few harmless elements, no element or attribute that ordlyd has no use for.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_GRAMMAR = etree.RelaxNG(
    etree.fromstring(f"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{ATOM}"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="feed">
      <attribute name="xml:lang"/>
      <interleave>
        <ref name="id"/>
        <element name="title"><text/></element>
        <ref name="updated"/>
        <element name="author"><element name="name"><text/></element></element>
        <optional><element name="generator"><text/></element></optional>
        <oneOrMore><ref name="link"/></oneOrMore>
        <zeroOrMore><ref name="entry"/></zeroOrMore>
      </interleave>
    </element>
  </start>
  <define name="entry">
    <element name="entry">
      <interleave>
        <ref name="id"/>
        <element name="title"><text/></element>
        <ref name="updated"/>
        <element name="published"><ref name="moment"/></element>
        <ref name="link"/>
        <zeroOrMore>
          <element name="category">
            <attribute name="term"><data type="NMTOKEN"/></attribute>
            <optional><attribute name="label"/></optional>
          </element>
        </zeroOrMore>
        <element name="summary"><attribute name="type"><value>text</value></attribute><text/></element>
        <element name="content">
          <attribute name="type"><value>xhtml</value></attribute>
          <element name="div" ns="{XHTML}"><ref name="marked"/></element>
        </element>
      </interleave>
    </element>
  </define>
  <define name="id">
    <element name="id">
      <data type="string">
        <param name="pattern">urn:uuid:[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}</param>
      </data>
    </element>
  </define>
  <define name="updated"><element name="updated"><ref name="moment"/></element></define>
  <define name="moment">
    <data type="dateTime"><param name="pattern">\\d{{4}}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ</param></data>
  </define>
  <define name="link">
    <element name="link">
      <attribute name="rel"><choice><value>alternate</value><value>self</value></choice></attribute>
      <attribute name="type"/>
      <attribute name="href"><data type="anyURI"><param name="minLength">1</param></data></attribute>
    </element>
  </define>
  <define name="marked">
    <zeroOrMore>
      <choice>
        <text/>
        <element ns="{XHTML}">
          <choice><name>p</name><name>b</name><name>small</name><name>del</name><name>ins</name>
                  <name>ul</name><name>li</name><name>br</name></choice>
          <optional><attribute name="lang"/></optional>
          <ref name="marked"/>
        </element>
        <element name="a" ns="{XHTML}"><attribute name="href"/><text/></element>
      </choice>
    </zeroOrMore>
  </define>
</grammar>
""")
)


def check(data: bytes, *, at: str = "https://site.example/a/feeds/all.atom") -> etree._Element:
    """Assert that bytes are a valid feed, and return its root.

    Args:
        data: The file.
        at: The address that it was fetched from, which relative links count from.
    """
    assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<feed ')
    feed = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    _GRAMMAR.assertValid(feed)
    ids = [node.text for node in feed.iter(f"{{{ATOM}}}id")]
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert all(text.strip() for text in feed.xpath("//*[local-name()='title']/text()"))
    entries = feed.findall(f"{{{ATOM}}}entry")
    moments = [(_text(e, "published"), _text(e, "updated")) for e in entries]
    assert all(first <= changed for first, changed in moments)
    changed = [updated for _, updated in moments]
    assert changed == sorted(changed, reverse=True)
    assert not changed or _text(feed, "updated") == changed[0]
    alternates = [
        link for link in feed.findall(f"{{{ATOM}}}link") if link.get("rel") == "alternate"
    ]
    assert len(alternates) == 1, "RFC 4287, 4.1.1: one alternate of a type and language"
    for node in feed.xpath("//@href"):
        target = urlsplit(urljoin(at, node))
        assert target.scheme in {"http", "https"}
        assert re.fullmatch(r"[\w/.-]+", target.path), node
    return feed


def _text(node: etree._Element, name: str) -> str:
    return node.findtext(f"{{{ATOM}}}{name}") or ""
