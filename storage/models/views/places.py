"""Who reports: ``agency_history``, with valid years, names, and who took over from whom."""

from storage.models.views.common import DISTRICT
from storage.models.views.view import Kind, Shown, View

AGENCY_HISTORY = View(
    "agency_history",
    "每个机关一行：存续年度、已存年报的年度、前身、后继及曾用写法",
    "One row for every agency: its valid years, the years of its reports, who came before and after it, and its names",
    (
        *DISTRICT,
        Shown("agency", Kind.TEXT, "机关，取最完整的名称", "The agency under its fullest name"),
        Shown("kind", Kind.TEXT, "机关类别", "One of government, department, subdistrict, town, zone, other"),
        Shown("division_code", Kind.TEXT, "所辖区划的代码", "Code of the division that it governs, if it governs one"),
        Shown("parent", Kind.TEXT, "上级机关", "The agency that it is under, if that one is stored"),
        Shown(
            "valid_from",
            Kind.INTEGER,
            "首个应报年度；站点文件未载明时为 NULL",
            "First report year in which it exists; NULL where no site file says so",
        ),
        Shown(
            "valid_to",
            Kind.INTEGER,
            "末个应报年度；站点文件未载明时为 NULL",
            "Last report year in which it exists; NULL where no site file says so",
        ),
        Shown("first_year", Kind.INTEGER, "已存年报的最早年度", "Earliest year of a report that is stored"),
        Shown("last_year", Kind.INTEGER, "已存年报的最晚年度", "Latest year of a report that is stored"),
        Shown("reports", Kind.INTEGER, "已存年报份数", "How many reports are stored; between both years some may lack"),
        Shown(
            "predecessors",
            Kind.TEXT,
            "前身，以分号分隔",
            "Whom it replaced, with semicolons between: a renaming or merger",
        ),
        Shown(
            "successors", Kind.TEXT, "后继，以分号分隔", "Who replaced it, with semicolons between; several are a split"
        ),
        Shown(
            "spellings", Kind.TEXT, "曾用写法，以分号分隔", "Every name it was printed with, with semicolons between"
        ),
    ),
)
