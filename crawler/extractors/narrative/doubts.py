"""Whether the words around a count make something else of it: a part, another year's business, another body's."""

import re
from decimal import Decimal

from crawler.extractors.narrative.clauses import Clause

_OF_INFORMATION = re.compile(r"信息公开|依申请|公开申请|申请公开|申请(?:政府)?信息|公开(?:政府)?信息")
_ABOUT_REQUESTS = re.compile(r"依申请|公开申请|申请公开|复议|诉讼")
"""Offices receive applications of all kinds; these words tell that it is information that was applied for."""
_OTHER_BUSINESS = re.compile(
    r"建议|提案|留言|群众来信|来信来访|来访|来电|投诉|举报|问政|诉求|咨询|热线|信箱|信访|网民|工单|审批|窗口(?!\d)|办件|许可|产登记|婚姻登记|登记(?:业务|事项)|"
    r"服务事项|纠纷|调解|仲裁|线索"
)
_JOINED = re.compile(r"(?:[、/和与及或并]|以及|或者)(?:行政|被提起|提起|全部)*$")
_COUNTED_BEFORE = re.compile(
    r"[\d零一二两三四五六七八九十](?:件|宗|起|份|例|条)(?:申请)?(?:[、/和与及或并]|以及|或者)(?:行政|被提起|提起|全部)*$"
)
_PART_OF_ALL = re.compile(
    r"其中|自然人|企业|法人|科研|公益|法律服务|部分(?!公开|予以|同意)|多数|个别|其余|重复|延期|延长|逾期|补正"
)
_NEWLY = re.compile(r"(?:^|[,、:]|其中|年度?)新收")
"""What was received of them in this year: beside it 收到 is that and what was carried in."""
_WHOLE = re.compile(
    r"(?:(?:20\d\d年度?|本年度?|今年|年内|全年|本|我)?(?:单位|部门|机关|街道|[局区县市镇乡街委办](?:办公室)?)?[,:、]?)*"
)
"""What may stand before a number that names no kind of information: when, and that it is the agency itself."""
_ONE_TOPIC = re.compile(r"(?:方面|领域)$")
_KIND_AS_HEADING = re.compile(
    r"^\W*(?:[一二三四五六七八九十\d]{1,3}(?:是|\W+))?(?:"
    r"[^。,，;；:：\n]*?"
    r"(?:文件|法规|规章|领域|(?<!各)类|资金|财政|[预决]算|采购|招投标|项目|规划|人事|任免|招聘|招考|概况|动态|公告|许可|处罚|收费|应急|简介|职能|"
    r"职责|指南|教育|招生|入学|医疗|卫生|环保|环境|药品|救助|扶贫|住房|征收|拆迁|公益事业)"
    r"(?:类|等|的|政府|政务|信息|主动|公开|方面|情况|工作)*"
    r"|(?!.*(?:公开|总|概|数|情况|工作|形式|方式|渠道|平台|载体|网站|制度|机制|保障|领导|组织|监督|管理|建设|做法|成效|成绩|特点|亮点|年|"
    r"[加增]强|强化|推进|完善|持续|深化|规范|健全|突出|做好|抓好|落实|提[升高]|拓[宽展]|注重|严格|坚持|优化|创新|聚焦|围绕|扎实|全面))"
    r"[\u4e00-\u9fff、]{2,16})[。:：]?$",
    re.MULTILINE,
)
"""1.政策文件, 公告公示: what stands below a heading that names no work and not publication as such is of one kind."""
_ALL_OF_THEM = re.compile(r"(?:(?:上述|以上|所有|全部|这|该|共|申请|[,、:])*|.*(?:公开|信息|依)?申请(?:公开)?)")
_ALL_BUT_PENDING = re.compile(r"除[^,]*(?:结转|办理中|正在办理|在办|未到期)[^,]*外,?$")
_FOR_OTHERS = re.compile(r"协助|配合|指导|督促|代为?|转[办来交]|交办|移送|参与|协办|会办")
"""What others were asked, or had asked."""
_SHARE = re.compile(r"占[^,]*$")
_THEN_ITS_SHARE = re.compile(r"[,(]约?占")
"""各乡镇主动公开政府信息 674 条，占 23%: of information published, what has a share is a part."""
_OF_WHICH_A_SHARE = re.compile(r"的(?:\d|[一二三四五六七八九十百]+分)")
_ONE_OF_MANY_KINDS = re.compile(r"其中[^,\d]{0,8}(?:信息公开|依申请公开)[^,\d]{0,8}\d")
_ONE_APPLICANT = re.compile(r"公民|群众|个人")
_OTHER_APPLICANTS = re.compile(r"企业|法人|组织|公司")
_COUNTED_BESIDE = re.compile(r"[,、和](?:企业|法人|其他组织|公司)[^,]{0,8}申请[^,]{0,4}\d")
_OF_DOCUMENTS = re.compile(r"公文|发文|制发|印发|文件|属性|拟公开|信息管理")
_OF_REQUESTS = re.compile(r"(?<!依)申请|答复|办结")
_ANOTHER_WAY = re.compile(r"[、和](?:网|线上|在线|信函|当面|邮|口头|电[话子])[^,]{0,8}\d")
_ANOTHER_PLACE = re.compile(r"(?:微信|微博|公众号|新媒体|公报|公[示告]栏|抖音|客户端)[^,\d]{0,12}公开[^,\d]{0,10}\d")
_HANDLED = re.compile(
    r"整改|撤|抽查|检查|核查|审[查核]|清理|删除|下架|转[为化]|改为|归档|梳理|排查|自查|纠正|更正|超期|逾期|历史|以往|错误|误[将把]|评[为选]|获奖"
)
"""What was done to information that had been published."""
_HABIT = re.compile(r"每|凡|如|若|做到|坚持|确保|(?:一|1)件[、,](?:登记|归档|办理|处理|答复|办结)(?:一|1)件")
"""One at a time: 收到一件、登记一件、答复一件."""
_NOT_ONE = re.compile(r"(?:无|没有?|未有|未发生)(?:任何)?$")
_OTHER_CAUSE = re.compile(
    r"(?:处罚|许可|强制|征收|拆迁|执法|登记|工伤|裁决|赔偿|信访|投诉|举报)[^,、]{0,12}(?:引起|引发|导致|产生|有关|不服|类)"
)
_A_PART_IS_OF_INFORMATION = re.compile(r"(?:涉及?|与|因|属于?)[^,\d]{0,6}信息公开[^,\d]{0,10}\d")
_APPLICANT = re.compile(r"自然人|企业|法人|科研|公益|法律服务")
_ONE_CHANNEL = re.compile(
    r"网络|网上|互联网|在线|线上|网站|平台|邮箱|信函|邮寄|当面|现场|电子邮|传真|来信|微博|微信|公众号|新媒体|公报|公[示告]栏|抖音|客户端"
)
_NOT_ALL_PUBLISHED = re.compile(r"主动|网|微|公众号|平台|公报|公[示告]栏")
_PUBLISHED = re.compile(r"(?:公开|制作|获取|产生|生成|形成)[^,]{0,12}信息")
_THEN_OF_ITSELF = re.compile(r"其中[^其]{0,6}主动公开")
_INFORMATION_AS_SUCH = re.compile(r"主动公开了?(?:各类)?(?:政府|政务)?信息")
"""公开信息 300 条，其中主动公开信息 286 条: the rest was given to applicants."""
_ADDED = re.compile(r"(?:本年度?|今年|全年|20\d\d年度?)新增$")
"""累计主动公开 5928 条，其中本年度新增主动公开政府信息 2110 条."""
_WEBSITE = re.compile(r"网站|平台")
_PUT_FIRST = re.compile(r"(?:^|,)((?:在|通过|利用|依托)[^,]{2,24}),?$")
"""在互联网上，县政府公开办主动公开信息 62 条: the way is named in a clause of its own."""
_AND_OTHERS = re.compile(r"等|各|多种|全渠道")
_OUTCOME = re.compile(r"维持|纠正|驳回|撤销|变更|违法|胜诉|败诉|审结|备案|一审|二审|再审")
_AS_A_JUDGE = re.compile(r"办理|审理|受理|承办|代理|化解|办结|应诉|出庭|检察|公益|监督|复议机关")
_HAPPENED = re.compile(r"(?:发生|产生|引发|引起|涉及|被|被申请|被提起|提起|收到|因此)(?:的)?(?:行政)?$")
_UNWANTED = re.compile(r"[未应不拟非可须]$|应当$|需要$")


def is_doubtful(key: str, value: Decimal, match: re.Match[str], clause: Clause) -> bool:
    """Whether something around the words makes something else of the number."""
    prior = clause.text[: match.start()]
    if "分别" in clause.before + clause.text[: match.end()] or _SHARE.search(prior):
        return True
    if value == 1 and _HABIT.search(clause.text):
        return True
    if _OF_WHICH_A_SHARE.match(clause.text, match.end()):
        return True
    if value and (_NOT_ONE.search(prior) or (_JOINED.search(prior) and not _COUNTED_BEFORE.search(prior))):
        return True
    return _DOUBTS[key](value, match, prior, clause) if key in _DOUBTS else False


def _proactive(_: Decimal, match: re.Match[str], prior: str, clause: Clause) -> bool:
    kind = match.groupdict()
    of_one_topic = "bare" in kind and (_ONE_TOPIC.search(clause.before) or not _WHOLE.fullmatch(prior))
    if of_one_topic or ("headed" in kind and "主动公开" not in clause.head):
        return True
    after = clause.sentence.rpartition(match[0])[2]
    if _THEN_ITS_SHARE.match(after) or ("主动" not in match[0] and _THEN_OF_ITSELF.search(clause.sentence)):
        return True
    if _UNWANTED.search(prior) or _HANDLED.search(prior) or _KIND_AS_HEADING.search(clause.head):
        return True
    if _WEBSITE.search(prior) and _ANOTHER_PLACE.search(after):
        return True
    so_far = clause.before + prior
    of_the_year = _INFORMATION_AS_SUCH.match(match[0]) and (_ADDED.search(prior) or _is_of_all_published(so_far))
    if "其中" in so_far and not of_the_year:
        return True
    by = _PUT_FIRST.search(clause.before)
    way = by[1] + prior if by else prior
    return bool(_ONE_CHANNEL.search(way) and not _WEBSITE.search(way) and not _AND_OTHERS.search(way))


def _is_of_all_published(so_far: str) -> bool:
    everything, _, since = so_far.partition("其中")
    if since.strip(",:") or _NOT_ALL_PUBLISHED.search(everything):
        return False
    return _PUBLISHED.search(everything) is not None


def _received(_: Decimal, match: re.Match[str], prior: str, clause: Clause) -> bool:
    if "书面" in match[0] and _ANOTHER_WAY.match(clause.text, match.end()):
        return True
    newly = "新收" in match[0]
    if _FOR_OTHERS.search(prior) or _is_one_kind(match[0], clause):
        return True
    if not newly and ("其中" in clause.before or _NEWLY.search(clause.sentence)):
        return True
    if _PART_OF_ALL.search(prior.removeprefix("其中") if newly else prior) or _elsewhere(prior):
        return True
    return not _is_about_information(match[0], clause)


def _is_one_kind(words: str, clause: Clause) -> bool:
    """Whether others are counted beside: applications of all kinds with a part about information, those of one kind."""
    if not _OF_INFORMATION.search(words) and _ONE_OF_MANY_KINDS.search(clause.sentence):
        return True
    one = _ONE_APPLICANT.search(words) and not _OTHER_APPLICANTS.search(words)
    return bool(one and _COUNTED_BESIDE.search(clause.sentence))


def _carried(_: Decimal, __: re.Match[str], prior: str, clause: Clause) -> bool:
    if re.search("复议|诉讼", clause.before + prior):
        return True
    if _OF_INFORMATION.search(clause.sentence):
        return False
    return bool(_OTHER_BUSINESS.search(clause.sentence)) or "申请" not in clause.whole + clause.head


def _answered(_: Decimal, match: re.Match[str], prior: str, clause: Clause) -> bool:
    if _FOR_OTHERS.search(prior) or prior.startswith("对"):
        return True
    if "all" in match.groupdict():
        whole = prior == "其余" if _ALL_BUT_PENDING.search(clause.before) else _ALL_OF_THEM.fullmatch(prior)
        if not whole or "其中" in clause.before or re.search("复议|诉讼|延期|延长", clause.sentence):
            return True
        return bool(_ONE_CHANNEL.search(prior) or _APPLICANT.search(prior)) or not _is_about_information("", clause)
    if "其中" in clause.before or _PART_OF_ALL.search(clause.text) or _ONE_CHANNEL.search(prior):
        return True
    if "结转" in clause.text or "转下" in clause.text or re.search("复议|诉讼", clause.before + prior):
        return True
    return re.search("延期|延长", clause.sentence) is not None or not _is_about_information(match[0], clause)


def _outcome(_: Decimal, __: re.Match[str], prior: str, clause: Clause) -> bool:
    if _APPLICANT.search(prior):
        return True
    if _OF_DOCUMENTS.search(clause.sentence + clause.head) and not _OF_REQUESTS.search(clause.sentence):
        return True
    return bool(_OTHER_BUSINESS.search(clause.sentence)) and not _OF_INFORMATION.search(clause.sentence)


def _channel(_: Decimal, match: re.Match[str], prior: str, clause: Clause) -> bool:
    if re.search("答复|办结|复议|诉讼", prior + match[0]):
        return True
    return "申请" not in clause.whole or not _is_about_information("", clause._replace(sentence=clause.whole))


def _review(value: Decimal, match: re.Match[str], prior: str, clause: Clause) -> bool:
    if "诉讼" in match[0] or _OUTCOME.search(prior + match[0]) or _of_another_kind(value, prior, clause):
        return True
    known = _OF_INFORMATION.search(clause.sentence) or _ABOUT_REQUESTS.search(clause.head) or _HAPPENED.search(prior)
    return not known


def _suit(value: Decimal, match: re.Match[str], prior: str, clause: Clause) -> bool:
    if "复议" in match[0] or _OUTCOME.search(prior + match[0]) or _of_another_kind(value, prior, clause):
        return True
    known = re.search("复议", clause.sentence) or _OF_INFORMATION.search(clause.whole) or _HAPPENED.search(prior)
    return not known


def _of_another_kind(value: Decimal, prior: str, clause: Clause) -> bool:
    """Whether it is what the agency decided itself, what began otherwise, or what a part of is about information."""
    if (value and _AS_A_JUDGE.search(prior)) or _OTHER_CAUSE.search(prior) or "第三人" in clause.sentence:
        return True
    of_information = _OF_INFORMATION.search(clause.before + clause.text)
    return not of_information and _A_PART_IS_OF_INFORMATION.search(clause.sentence) is not None


def _elsewhere(prior: str) -> bool:
    """Whether it is one way in of several that the clause speaks of."""
    return bool(_ONE_CHANNEL.search(prior)) and not _AND_OTHERS.search(prior)


def _is_about_information(words: str, clause: Clause) -> bool:
    if _OF_INFORMATION.search(words):
        return True
    known = _OF_INFORMATION.search(clause.sentence) or _ABOUT_REQUESTS.search(clause.head)
    return bool(known) and not _OTHER_BUSINESS.search(clause.sentence)


_DOUBTS = {
    "proactive_total": _proactive,
    "new_received": _received,
    **dict.fromkeys(("carried_in", "carried_out"), _carried),
    "answered": _answered,
    **dict.fromkeys(("granted", "partial", "denied", "unable", "not_processed", "other"), _outcome),
    "channel_online": _channel,
    "channel_letter": _channel,
    "channel_in_person": _channel,
    "review_total": _review,
    "litigation_total": _suit,
}
