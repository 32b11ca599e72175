"""The words that tell reports from what stands beside them in the same columns."""

import re

SIMPLIFIED = str.maketrans(
    "報開務資訊區縣鎮鄉會員門辦廳處關於發佈佈圖讀懂說條據實際數總結級單業環財預決農應為與",
    "报开务资讯区县镇乡会员门办厅处关于发布布图读懂说条据实际数总结级单业环财预决农应为与",
)
"""Mirrors and some towns print traditional characters; one for one, so that positions in a title stay the same."""

EXPLAINED = re.compile(
    r"解读|图解|[读看]懂|问答|漫画|动漫|动画|[图数]说|[数速]读|速览|一张?图|长图|带你看|H5|海报|音频|视频(?:[:|]|$)|看点|亮点|要闻"
)

BEFORE_THE_REPORT = (
    (EXPLAINED, "解读"),
    (
        re.compile(
            r"(?:认真|切实|扎实|全面)?(?:做好|开展|启动|报送|上报(?!稿)|撰写|填报|起草)|(?:关于|始|织|于)编制|的通知|征[集求]"
        ),
        "通知",
    ),
    (
        re.compile(r"召开|举办|组织学习|(?:圆满|顺利|按时|全面)完成|会议(?:听取|审议|研究|讨论)|审议(?:通过)?$|听取$"),
        "新闻",
    ),
    (re.compile(r"^本[报网台站]讯|(?:^|讯[:(]?)(?:记者|通讯员)(?!协会|站)"), "新闻"),
    (re.compile(r"(?:搜索|检索|查询)结果"), "搜索结果"),
)
"""Before the core these make a title something else. They are few, for agencies are called 编制委员会 or 保密局."""

AFTER_THE_REPORT = (
    (EXPLAINED, "解读"),
    (
        re.compile(
            r"通知|通报|的函|请示|批复|(?:审查|审核|反馈|修改)意见|催报|报送|上报|编制|编写|编报|撰写|填报|起草"
        ),
        "通知",
    ),
    (re.compile(r"模板|样表|样式|范本|格式|参考文本"), "模板"),
    (
        re.compile(
            r"培训|会议|座谈|部署|推进会|召开|督查|检查|考核|评估|测评|问卷|征求|征集|获评|荣获|排名|(?:发布|公布|编制)工作|"
            r"时间安排|一览表"
        ),
        "新闻",
    ),
    (re.compile(r"说明(?:$|[)(_|—–-])|勘误|更正(?![版后稿)])"), "说明"),
    (re.compile(r"指南|条例|规定|办法|制度|规范|方案|要点|细则|保密|申请|目录$|标准"), "制度"),
)
"""After the core, or in a title without one, these make a title something other than the report."""

MADE_KNOWN = re.compile(r"关于(?:公布|发布|公开)")
OF_THAT = re.compile(r"[》」』]?的?(?:通知|公告|通告)\)?$")
"""Before and after the core: the notice may have the report in it, or speak of it only."""

WITH_MORE = re.compile(r"[及和与](?:相关|政策|文字|图文)?解读\)?$")
"""After the core: the report, and more."""

SUBMITTED = re.compile(r"关于(?:报送|上报|呈报)")
"""Before a report's 的报告: many send theirs up under this title and publish it so."""

OTHER_INFORMATION = re.compile(
    r"(?:环境|财务|财政|预算|决算|预决算|企业|党务|村务|居务|校务|厂务|院务|统计|食品|安全|审计|采购|招投标|资金)$"
)
"""Standing right before 信息公开: another duty to publish."""

OTHER_BODIES = re.compile(
    r"(?:信用|双公示|(?:国有|公共)企业|企?事业单位|(?:医疗|教育|服务)机构|公共服务|重点领域|慈善\S{0,2}会|基金会)$|^安全生产$"
)
"""Before 信息公开, a year between them or not: a duty that is not the agency's own."""

SCHOOL_YEAR = re.compile(r"学年")

PART_OF_A_YEAR = re.compile(
    r"第?[一二三四1-4]季度|季度|季报|[上下]半年|半年度?|月报|\d{1,2}月份|月度|\d{1,2}月?[-—–~至到](?!12月)\d{1,2}月"
)

OTHER_SUBJECTS = (
    (re.compile(r"法治|依法行政|法制"), "法治政府"),
    (re.compile(r"政府网站|网站工作|新媒体"), "政府网站年报"),
    (re.compile(r"企业年报|企业年度报告|企业信息|公示年报|市场主体|工商年报"), "企业年报"),
    (re.compile(r"预算|决算|三公|部门[预决]$"), "预算决算"),
    (re.compile(r"政府工作报告|国民经济|统计年报|统计公报|统计年鉴"), "政府工作报告"),
    (re.compile(r"政务公开工作?(?:总结|要点|简报|情况)"), "政务公开工作总结"),
    (re.compile(r"行政执法|行政处罚|行政许可|行政复议|审计|采购|招标|环境|社会保险|慈善|扶贫|民生"), "其他年度报告"),
    (re.compile(r"(?:信息|政务)公开(?:申请|平台|专栏|专区|咨询|监督|投诉|意见箱|$)"), "公开栏目"),
)
"""In a title without the words of a report: what it names instead."""

HINT = re.compile(
    r"(?:政府)?信息公开|政务公开(?:工作)?年|公开工作(?:年度)?报告|公开(?:年度)?报告|年度报告|年度工作报告|年报|统计表"
)
"""Without the words of a report these still let a title be one, in the right column."""

LEADS = (
    r"转发|转载|现(?:将|向社会)?(?:公布|发布|公开)?|公布|发布|公示|最新|置顶|推荐|历年|截[至止]"
    r"|(?:首|主|列表|详情|索引|内容)页[-—–|]|[一-龥]{0,12}(?:信息公开|政务公开|门户网站|年报)[-—–]+|(?:点击|附件|文件|全文)?(?:下载|查看|浏览|阅读)|您?的?(?:当前|所在)的?位置|位置:"
    r"|[(\[]?(?:[定终初]稿|上报稿|公开稿|发布稿|最终版|正式版|(?:图片|文字|超链|全真|网页|扫描|电子|PDF)版)[)\]]?"
)
"""What may stand before a name and is no part of it."""

CLOSES = r"历年?|编制|编写|撰写|发布|公布|公开"
"""What may stand behind a name and is no part of it."""

NO_NAMES = re.compile(
    r"(?:法治|数字|服务型?)?政府|[我本全][级区局市县镇乡街院]|[我本](?:街道|单位|机关|中心|部门)|本?机关|[我本]?单位|工作|关于"
    r"|年度|其他|全文|(?:网站)?首页|附件|政务|法定主动公开(?:内容)?|\(?单位(?:名称)?\)?|[(\[]?[XxＸ×某*]+[局委办单位]+[)\]]?"
    r"|.*各.*|.*(?:部门|单位|街乡镇|乡镇街道|镇街|街镇)"
    r"|(?:新闻|资讯|信息发布|互动(?:交流)?|下载|帮助|用户|个人|会员|消息|视频|图片|专题|公告|办事|服务|搜索|访谈|发布)中心"
)
"""What may stand where an agency's name stands and is none: 各街道, 区政府部门, 本单位, 新闻中心 of a menu."""

HALF_NAMES = re.compile(
    r"(?:[镇乡])?(?:人民)?政府|[镇乡局委办]|街道(?:办事处|办)?|街?办事处|[党村居校厂院财]务|管委会|管理委员会|办公室|(?:政务|信息)公开(?:办|科)|分局|中心"
)
"""Names that say what kind of body it is and not which: their column may tell."""

NO_BODIES = re.compile(r"(?:指南|年报|目录|专栏|条例|内容|(?:主动|申请)公开)$")
"""How the name of a column ends, and that of no body: menus write such side by side."""

VERBS = re.compile(
    r"(?:认真|切实|进一步|全面)?(?:做好|开展|编制|报送|上报|呈报|印发|加强|推进|报告|撤[销回]|更正|修订|征[求集])|对$"
)
"""What follows 关于 in a notice is its business, not an agency."""

ANNOUNCED = re.compile(r"(?:公告|公示|公布|发布|总结|汇总)\)?$")
"""After the core: the page may be the report under another heading, or only speak of it."""

HARMLESS = re.compile(
    r"全文|正文|正式|最终|[定终]稿|图片|文字|全真|网页|打印|下载|附表|附件|统计表|情况表|电子|扫描|版|年度?|\d|[^\u4e00-\u9fff]|[书表稿]$"
)
"""What may follow the core without a doubt that this is the report."""

OFFICE = re.compile(
    r"(?:委员会|管委会|办公室|办事处|办公厅|中心|[局厅部署委办所]|大队|支队|总队|街道|人民政府)(?:\([^()]*\))?$"
)
"""How the name of one body ends that cannot be taken for a place."""

FOR_OTHERS = re.compile(r"(?:政府|府)办公?[室厅]?$|(?:政务|信息)公开|(?:信息|数据|宣传|融媒体?|管理)中心$")
"""Publishes what others report: a government's office, whoever runs the site."""

ORGAN = re.compile(
    r"(?:政府|委员会|管委会|管理局|办公室|办事处|办公厅|服务中心|中心|[局厅部院署委办处所社]|支队|大队|总队|分局|街道|[镇乡区县市旗盟州])"
    r"(?:\([^()]*\))?$"
)
"""How the name of a public body ends."""
