# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Columns whose links scripts draw: trees of columns."""

from collections.abc import Sequence

from tests.district.families import Entry, Pages
from tests.district.shapes.base import COLUMN, YEARS, framed, items, news_box, of_agencies, shape


@shape
def tree_of_calls(listed: Sequence[Entry]) -> Pages:
    """dTree: ``d.add(id, parent, name, url)``."""
    columns, pages = of_agencies(listed)
    lines = "".join(f"d.add({n},0,'{name}','{path}');\n" for n, (name, path) in enumerate(columns, 1))
    return pages | {
        COLUMN: framed(
            f"<div class='tree'><script>d = new dTree('d'); d.add(0,-1,'部门年报');\n{lines}document.write(d);</script></div>"
        )
    }


@shape
def tree_of_nodes(listed: Sequence[Entry]) -> Pages:
    """zTree: ``var zNodes = [{name, url}]``, beside a box of news."""
    columns, pages = of_agencies(listed)
    nodes = ",".join(
        f'{{ id:{n}, pId:0, name:"{name}", url:"{path}", target:\'_self\'}}'
        for n, (name, path) in enumerate(columns, 1)
    )
    return pages | {
        COLUMN: framed(
            f"{news_box()}<ul id='tree' class='ztree'></ul><script>var zNodes = [{nodes}]; $.fn.zTree.init($('#tree'), {{}}, zNodes);</script>"
        )
    }


@shape
def tree_of_numbers(listed: Sequence[Entry]) -> Pages:
    """zTree whose nodes have numbers only, and a function that opens them."""
    columns, pages = of_agencies(listed)
    nodes = ",".join(f"{{id:'{path.split('/')[2]}',pId:'0',name:'{name}'}}" for name, path in columns)
    opens = "function onClick(event, treeId, treeNode){ location.href = '/bmgk/' + treeNode.id + '/list.html'; }"
    return pages | {COLUMN: framed(f"<ul id='tree'></ul><script>var zNodes = [{nodes}]; {opens}</script>")}


@shape
def tree_of_years_in_arrays(listed: Sequence[Entry]) -> Pages:
    """Arrays of name and address, drawn by a loop."""
    rows = ",".join(f"['{year}年','/nb/{year}/']" for year in YEARS)
    pages: Pages = {f"/nb/{year}/": framed(items([e for e in listed if e.year == year])) for year in YEARS}
    return pages | {
        COLUMN: framed(
            f"<div id='m'></div><script>var menu = new Array({rows}); for (var i in menu) draw(menu[i]);</script>"
        )
    }
