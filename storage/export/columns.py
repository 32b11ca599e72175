"""The columns that several tables have, and what the words in them mean."""

from storage.export.schema import Column, Kind, Words
from storage.records import State

STATES: tuple[tuple[str, Words], ...] = (
    (State.REPORTED, Words("Holds a number; only then is there a value", "印有数字；仅此时 value 有值")),
    (State.DASH, Words("Holds a dash: -, —, －", "印有横线：-、—、－")),
    (State.SLASH, Words("Holds / or \\", "印有斜线：/ 或 \\")),
    (State.NONE_WORD, Words("Holds a word for nothing: 无, 未发生", "印有表示没有的词语：无、未发生等")),
    (State.BLANK, Words("Is there and empty", "单元格存在，内容为空")),
    (State.MISSING, Words("Is not there, or could not be told with certainty", "单元格不存在，或无法确定其位置")),
    (
        State.UNREADABLE,
        Words("Holds something that is none of these, or a picture", "印有其他无法识读的内容，或为图片"),
    ),
)
"""What stood in a cell: seven different facts, none of which is ever turned into another."""

DISTRICT = (
    Column(
        "district_code",
        Words("District code", "行政区划代码"),
        Words("GB/T 2260 code of the district, six digits as text", "县级行政区划代码（GB/T 2260），六位数字，文本型"),
    ),
    Column("district", Words("District", "行政区"), Words("Name of the district", "行政区名称")),
)
AGENCY = Column(
    "agency",
    Words("Agency", "行政机关"),
    Words(
        "The agency that reports, under the fullest name it was printed with",
        "编制报告的行政机关，取其所印名称中最完整的一个",
    ),
)
YEAR = Column(
    "year",
    Words("Report year", "报告年度"),
    Words(
        "The year that the numbers are about, one less than that of publication",
        "数据所属年度，通常比公布年份早一年",
    ),
    Kind.YEAR,
)
FORMAT = Column(
    "format",
    Words("National form", "报告格式"),
    Words(
        "The national form, recognised by its labels and not by the year; unknown where none was",
        "国家统一格式，按表内标签识别，不按年份推断；无法识别时为 unknown",
    ),
)
ADDRESS = Column(
    "source_url",
    Words("Source", "来源网址"),
    Words("The page or attachment that was read", "所读取的网页或附件的网址"),
)
DIGEST = Column(
    "sha256",
    Words("Digest of the document", "文件摘要"),
    Words("SHA-256 of the document's bytes, as kept in the archive", "原始文件字节的 SHA-256，与存档一致"),
)
CAPTURED = Column(
    "captured_at",
    Words("Captured", "抓取时间"),
    Words("When these bytes were fetched, UTC", "抓取该文件的时间（协调世界时）"),
    Kind.DATETIME,
)
VERSION = Column(
    "version",
    Words("Version", "版本"),
    Words(
        "Counts from 1: a changed document or a new extractor makes a new version",
        "从 1 起计：文件有变动或识读程序更新，即产生新版本",
    ),
    Kind.INTEGER,
)
PLACE = (
    Column("table", Words("Table", "表"), Words("The statutory table, by its key", "法定表格的代码")),
    Column("row", Words("Row", "行"), Words("Row of the table, by its key", "表内行的代码")),
    Column("column", Words("Column", "列"), Words("Column of the table, by its key", "表内列的代码")),
)
