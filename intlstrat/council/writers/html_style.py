"""The look of the HTML paper: on screens from 320 pixels, in black and white, and on A4."""

from __future__ import annotations

STYLE = """\
:root { --ink: #1b1f24; --soft: #4a5560; --line: #b8c0c8; --rule: #1f3d5c; --tint: #f2f5f8; --link: #0b4f8a; }
* { box-sizing: border-box; }
html { font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial,
  sans-serif; color: var(--ink); background: #fff; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 78rem; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; margin: 2.2em 0 .6em; font-weight: 650; max-width: 38em;
  text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 1.2rem + 2.2vw, 2.5rem); margin: .4em 0 .7em; letter-spacing: -.01em; }
h2 { font-size: 1.5rem; border-top: 2px solid var(--rule); padding-top: .7em; max-width: none; }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1.0625rem; }
p, ul, dl { margin: 0 0 1em; max-width: 70ch; }
ul { padding-left: 1.3em; }
li { margin: .25em 0; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
main:focus { outline: none; }
code { font: .92em ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  unicode-bidi: isolate; }
[dir] { unicode-bidi: isolate; }
.skip { position: absolute; left: -999rem; background: #fff; padding: .6em 1em; z-index: 1; }
.skip:focus { left: 1rem; top: 1rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: .3em 1.5em; }
dt { font-weight: 600; color: var(--soft); max-width: 16rem; }
dd { margin: 0; }
nav { margin: 2.5rem 0 0; padding: 1.2rem 1.5rem; background: var(--tint); border-left: 4px solid var(--rule); }
nav h2 { font-size: 1.0625rem; margin: 0 0 .6em; padding: 0; border: 0; }
nav ul { list-style: none; margin: 0; padding: 0; max-width: none; }
nav ul ul { padding-left: 1.2em; font-size: .94em; }
nav > ul { columns: 22rem auto; column-gap: 2.5rem; }
nav > ul > li { break-inside: avoid; }
nav li { padding: .1em 0; }
.scroll { overflow-x: auto; container-type: inline-size; margin: 1.6em 0 2em; }
table { border-collapse: collapse; width: 100%; font-size: .94em; line-height: 1.4; border-top: 2px solid var(--rule);
  border-bottom: 1px solid var(--ink); }
caption { text-align: left; font-weight: 600; padding: 0 0 .5em; }
caption > span, figcaption > span { display: inline-block; max-width: min(70ch, 100cqw); position: sticky; left: 0; }
th, td { text-align: left; vertical-align: top; padding: .5em .75em; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; font-variant-numeric: tabular-nums lining-nums; }
th:first-child, td:first-child { padding-left: .35em; }
thead th { vertical-align: bottom; font-weight: 650; background: var(--tint); border-bottom: 1px solid var(--ink); }
tbody th { font-weight: 600; }
figure { margin: 2em 0; }
figure .scroll { margin: 0; }
figure p { margin: 0; }
figcaption { font-weight: 600; margin-top: .6em; max-width: 70ch; }
img { display: block; width: 100%; min-width: 36rem; max-width: 60rem; height: auto; }
@media (max-width: 40rem) {
  dl { display: block; }
  dd { margin: 0 0 .7em; }
  nav { padding: 1rem; }
  table { min-width: 34rem; }
  .wide table { min-width: 60rem; }
}
@page { size: A4; margin: 20mm 18mm 22mm; }
@page sideways { size: A4 landscape; margin: 18mm; }
@media print {
  html { font-size: 10.5pt; line-height: 1.4; color: #000; }
  body { max-width: none; padding: 0; }
  .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  nav { background: none; border-left-color: #000; padding: 0 0 0 1rem; }
  h1, h2, h3, h4, h5, h6, caption { break-after: avoid; }
  h1 { font-size: 22pt; }
  h2 { font-size: 15pt; }
  h3 { font-size: 12pt; }
  h4, h5, h6 { font-size: 10.5pt; }
  p, li { orphans: 3; widows: 3; }
  .scroll { overflow: visible; container-type: normal; }
  caption > span, figcaption > span { position: static; max-width: none; }
  table { min-width: 0; font-size: 9pt; }
  thead { display: table-header-group; }
  thead th { background: none; }
  tr, figure { break-inside: avoid; }
  img { min-width: 0; max-width: 100%; max-height: 220mm; }
  .sideways { page: sideways; }
}
@media (forced-colors: active) { :focus-visible { outline-color: Highlight; } }
"""
