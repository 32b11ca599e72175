"""A page that has the title of a report and says in its place that the report is not there."""

import re

from crawler.extractors.document import Document, Paragraph

_GONE = re.compile(
    r"(?:页面|网页|文章|内容|信息|文件)[^。，,]{0,6}(?:不存在|已?被?删除|已下线|已过期|已撤[回下])"
    r"|(?:无|没有)(?:访问|浏览|查看)?权限|请(?:先|您)?(?:先)?登录(?:后|再)?(?:查看|访问|浏览)|(?:正在|暂)[^。，,]{0,6}(?:维护|无法访问|建设)|敬请期待"
)
_LONGEST = 60
_MUCH = 400
"""Characters of text, those of menus and footers among them: a page with more than that has something to say."""


def told(document: Document) -> str | None:
    """What a page without tables says of the report being gone; None for one with pictures or text of its own."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    if document.pictures or sum(map(len, texts)) > _MUCH:
        return None
    gone = next((text for text in texts if len(text) <= _LONGEST and _GONE.search(text)), None)
    return f"the page has the title of a report, but says: {gone.strip()}" if gone else None
