"""Numbers in prose: what is plainly said is taken, everything else is left alone."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forms
from crawler.extractors.amounts import read_amount
from crawler.extractors.narrative import read
from storage.records import Section

OTHER_SENTENCES = [
    "本机关共有政务新媒体3个。",
    "全年受理网络问政182件，办结180件。",
    "办理人大代表建议12件、政协提案9件。",
    "组织培训2次，参训40余人次。",
    "微信公众号发布信息1640篇。",
    "（四）监督保障。纳入年度考核。",
]


def said(text: str, key: str = "overview", year: int = 2024) -> dict[str, Decimal]:
    found = read([Section(key, "一、总体情况", text)], year)
    return {statement.key: statement.value for statement in found.statements}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("全年主动公开政府信息1,234条。", "proactive_total", 1234),
        ("通过门户网站主动公开各类政府信息 96 条，", "proactive_total", 96),
        ("全年共主动公开政府信息2.5万条。", "proactive_total", 25000),
        ("（一）主动公开。全年公开各类政府信息96条。", "proactive_total", 96),
        ("（一）主动公开。做得好。（二）依申请公开。新收申请7件（其中自然人5件）；", "new_received", 7),
        ("共收到政府信息公开申请58件。", "new_received", 58),
        ("2024年，我局共受理依申请公开7件。", "new_received", 7),
        ("本年收到了三件政府信息公开申请，", "new_received", 3),
        ("2024年未收到政府信息公开申请。", "new_received", 0),
        ("本年度无依申请公开事项。", "new_received", 0),
        ("上年度结转政府信息公开申请4件。", "carried_in", 4),
        ("收到公开申请9件，均已按期答复9件。", "answered", 9),
        ("收到申请9件，1件结转下年度继续办理。", "carried_out", 1),
        ("申请办理中，转下年度办理2件。", "carried_out", 2),
        ("其中予以公开5件，", "granted", 5),
        ("部分公开1件，不予公开2件，无法提供3件。", "partial", 1),
        ("部分公开1件，不予公开2件，无法提供3件。", "denied", 2),
        ("部分公开1件，不予公开2件，无法提供3件。", "unable", 3),
        ("不予处理4件，其他处理0件。", "not_processed", 4),
        ("收到政府信息公开申请6件：网络申请4件、信函申请1件、当面申请1件。", "channel_online", 4),
        ("因政府信息公开被申请行政复议2件。", "review_total", 2),
        ("发生行政复议1件、行政诉讼3件。", "litigation_total", 3),
        ("未发生因政府信息公开引起的行政复议和行政诉讼。", "review_total", 0),
        ("未发生因政府信息公开引起的行政复议和行政诉讼。", "litigation_total", 0),
        ("行政复议、行政诉讼均为0件。", "litigation_total", 0),
    ],
)
def test_a_number_beside_its_words_is_taken(text: str, key: str, value: int) -> None:
    assert said(text).get(key) == value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2023年主动公开政府信息300条。", "proactive_total"),
        ("主动公开政府信息300余条。", "proactive_total"),
        ("主动公开政府信息数量较上年增加30条。", "proactive_total"),
        ("主动公开政府信息，其中主动公开财政信息12条。", "proactive_total"),
        ("受理群众来信来访申请12件。", "new_received"),
        ("收到网络申请5件。", "new_received"),
        ("无正当理由大量反复申请。", "new_received"),
        ("未受理的申请均已说明理由。", "new_received"),
        ("答复人大代表建议12件。", "answered"),
        ("予以公开及部分公开258件。", "granted"),
        ("予以公开及部分公开258件。", "partial"),
        ("累计收到申请500件。", "new_received"),
        ("发布农产品抽检情况20680批次。", "proactive_total"),
        ("行政服务中心开设窗口26个，共受理申请121510件。", "new_received"),
    ],
)
def test_what_is_not_plainly_said_is_left_alone(text: str, key: str) -> None:
    assert key not in said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共办理行政复议案件120件，行政应诉案件30件。", {}),
        ("受理行政复议申请35件。", {}),
        ("行政复议机关收到信息公开类复议申请3件。", {}),
        ("无行政复议和行政诉讼发生。", {"review_total": 0, "litigation_total": 0}),
        ("因政府信息公开工作被申请行政复议结果维持2件。", {}),
        ("政府信息公开行政复议和行政诉讼共3件。", {}),
        ("因信息公开引发的行政复议、行政诉讼分别为3件、2件。", {"review_total": 3, "litigation_total": 2}),
        ("收到、办结政府信息公开申请分别为10件、9件。", {"answered": 9}),
        ("予以公开、部分公开、不予公开分别为2件、1件。", {}),
        ("答复情况：予以公开、部分公开、不予公开和无法提供分别为2件、1件、0件和3件。",
         {"granted": 2, "partial": 1, "denied": 0, "unable": 3}),
        ("政府信息公开行政复议、行政诉讼各1件。", {"review_total": 1, "litigation_total": 1}),
        ("未接到任何形式的信息公开申请。", {"new_received": 0}),
        ("没有收到书面、网络等形式的政府信息公开申请。", {"new_received": 0}),
        ("未收到信函、网络形式的政府信息公开申请。", {}),
        ("未发生针对本部门政府信息公开工作的行政复议、行政诉讼。", {"review_total": 0, "litigation_total": 0}),
        ("没有发生针对本单位有关政府信息公开的行政复议案。", {"review_total": 0}),
        ("针对本机关政府信息公开事务的行政复议案1件，行政诉讼案0件。", {"review_total": 1, "litigation_total": 0}),
        ("全年共收到和办理依申请公开9件。", {"new_received": 9}),
        ("收到依申请公开申请2条。", {"new_received": 2}),
        ("全年共完成政府信息依申请公开答复1453件。", {"answered": 1453}),
        ("无法提供答复18件。", {"unable": 18}),
        ("新收政府信息公开申请4件（2023年为6件），上年度结转1件。", {"new_received": 4, "carried_in": 1}),
        ("收到政府信息公开申请6件，6件均已在法定期限内办结。", {"new_received": 6, "answered": 6}),
        ("收到政府信息公开申请9件，除1件正在办理外，其余8件均已答复。", {"new_received": 9, "answered": 8}),
        ("收到政府信息公开申请9件，予以公开5件，其余4件均已答复。", {"new_received": 9, "granted": 5}),
        ("收到政府信息公开申请9件，其中信函申请2件均已答复。", {"new_received": 9, "channel_letter": 2}),
        ("在已答复的信息公开申请中，“予以公开”的9件，“不予公开”的1件。", {"granted": 9, "denied": 1}),
        ("收到公开申请10件，全年无一件被复议纠错。", {"new_received": 10}),
        ("受理群众来信512件，办结505件，结转下年7件。", {}),
        ("处罚引起的行政复议3件、行政诉讼1件，与政府信息公开有关的行政复议0件、行政诉讼0件。",
         {"review_total": 0, "litigation_total": 0}),
        ("公开政府信息310条，其中主动公开政府信息286条，依申请公开24条。", {"proactive_total": 286}),
        ("共公开政府信息310条，其中主动公开286条。", {}),
        ("网站公开40条，公示栏公开4条，全年共主动公开44条。", {"proactive_total": 44}),
        ("社会救助领域共主动公开44条。", {}),
        ("收到政府信息公开申请44件（其中：网上申请42件），本年度办结39件。",
         {"new_received": 44, "channel_online": 42, "answered": 39}),
        ("全年行政诉讼案件35件，涉及政府信息公开的4件；行政复议案件12件，涉政府信息公开的3件。", {}),
        ("因政府信息公开被提起行政诉讼案件5件，其中2件为上年结转。", {"litigation_total": 5}),
        ("收到公开申请5件，结转上年度申请2件，结转至下年度3件。",
         {"new_received": 5, "carried_in": 2, "carried_out": 3}),
        ("收到书面申请2件、网上申请6件，合计8件，均为信息公开申请。", {"channel_online": 6}),
        ("登记受理政府信息公开申请件共16件，按时答复16件。", {"new_received": 16, "answered": 16}),
        ("共收到依申请公开事项5项，办结5项。", {"new_received": 5}),
        ("依申请公开：受理窗口2个，收到申请1件。", {"new_received": 1}),
        ("今年我局未受理依申请公开。", {"new_received": 0}),
        ("2024年度依申请公开数为0。", {"new_received": 0}),
        ("新收政府信息公开申请66件，去年结转3件。", {"new_received": 66, "carried_in": 3}),
        ("未发生因信息公开被提起行政复议或行政诉讼情形。", {"review_total": 0, "litigation_total": 0}),
        ("收到政府信息公开申请5件，上年度无结转。", {"new_received": 5, "carried_in": 0}),
        ("受理公益诉讼案件30件，推进检务信息公开。", {}),
        ("全年未发生行政复议被纠错的情况。", {}),
        ("对不予公开、无法提供的申请告知行政复议途径。", {}),
        ("避免因未及时答复引发行政复议。", {}),
        ("有3-5件政府信息公开行政复议。", {}),
        ("收到政府信息公开申请5至8件。", {}),
        ("收到政府信息公开申请一起研判，认真答复每一件申请。", {}),
        ("予以公开、部分公开共5件。", {}),
        ("不予公开和无法提供5件。", {}),
        ("部分予以公开3件。", {"partial": 3}),
        ("答复申请12件中的10件。", {}),
        ("未收到信函申请。", {}),
        ("未收到行政复议申请。", {"review_total": 0}),
        ("部分单位未收到政府信息公开申请。", {}),
        ("未收到的政府信息公开申请，均已登记。", {}),
        ("未收到公民、法人和其他组织的政府信息公开申请。", {"new_received": 0}),
        ("未收到公民、法人或者其他组织要求公开政府信息的申请。", {"new_received": 0}),
        ("收到政府信息公开申请数为0。", {"new_received": 0}),
        ("本年度依申请公开受理数为零。", {"new_received": 0}),
        ("没有收到政府信息公开申请，也没有因政府信息公开引发行政复议、行政诉讼案件。",
         {"new_received": 0, "review_total": 0, "litigation_total": 0}),
        ("因政府信息公开引发的行政复议、行政诉讼均为零。", {"review_total": 0, "litigation_total": 0}),
        ("收到政府信息公开申请０件，无上年结转，无结转下年度办理。",
         {"new_received": 0, "carried_in": 0, "carried_out": 0}),
        ("收到政府信息公开申请两千三百件。", {"new_received": 2300}),
        ("主动公开政府信息1.25亿条。", {"proactive_total": 125_000_000}),
        ("主动公开政府信息1万2千条。", {}),
        ("网上和信函申请共5件，信息公开申请均已办理。", {}),
        ("共收到信息公开申请7件，上年度结转1件；予以公开3件，无法提供4件，结转下年继续办理1件。",
         {"new_received": 7, "carried_in": 1, "granted": 3, "unable": 4, "carried_out": 1}),
        ("收到信息公开申请7件，2023年结转1件，结转2025年继续办理2件。",
         {"new_received": 7, "carried_in": 1, "carried_out": 2}),
        ("共办理依申请公开件33件，其中新收30件、上年结转3件。", {"new_received": 30, "carried_in": 3}),
        ("共收到信息公开申请33件，其中新收30件。", {"new_received": 30}),
        ("收到信息公开申请9件，其中自然人新收5件。", {"new_received": 9}),
        ("收到信息公开申请表28份。", {"new_received": 28}),
        ("收到涉及政府信息公开的申请6件，收到涉及土地的申请2件。", {"new_received": 6}),
        ("收到信息公开申请9件，其中4件予以公开，3件部分公开，1件作其他处理，1件自然人申请不予处理。",
         {"new_received": 9, "granted": 4, "partial": 3, "other": 1}),
        ("自然人申请4件予以公开，网上申请2件被信访部门不予处理。", {}),
        ("收到信息公开申请8件，其中，网络提交5件，占62%；信函提交2件，占25%；当面提交1件，占13%。",
         {"new_received": 8, "channel_online": 5, "channel_letter": 2, "channel_in_person": 1}),
        ("政府信息公开行政复议案件5件，其中维持3件；行政诉讼案件2件，均胜诉。",
         {"review_total": 5, "litigation_total": 2}),
        ("全区承办行政复议案件120件，其中涉及政府信息公开的行政复议11件。", {"review_total": 11}),
        ("全年共公开政府信息5238条，其中网站3126条。", {"proactive_total": 5238}),
        ("依申请公开政府信息12条，公开财政信息30条。", {}),
        ("未有公民、法人向我局提出政府信息公开申请。", {"new_received": 0}),
        ("未发生因政府信息公开引发的复议诉讼案件。", {"review_total": 0, "litigation_total": 0}),
        ("2023年结转至2024年的政府信息公开申请2件，结转2023年申请2件。", {"carried_in": 2}),
    ],
)  # fmt: skip
def test_a_sentence_says_this_and_nothing_else(text: str, expected: dict[str, int]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "收到1条关于信息公开申请的咨询。",
        "区级部门、镇街收到政府信息公开申请分别为30件、12件。",
        "各镇收到政府信息公开申请各1件。",
        "公开信息310条，其中网站主动公开政府信息286条，新媒体主动公开信息24条。",
        "整改不规范主动公开政府信息2条。",
        "抽查主动公开政府信息50条，合格率100%。",
        "将依申请公开转为主动公开信息3条。",
        "协助区政府办完成政府信息公开申请答复6件。",
        "转办区政府收到的政府信息公开申请6件。",
        "指导各部门办结政府信息公开申请66件。",
        "办理镇街转来的信息公开申请2件均已答复。",
        "最多的一个月收到政府信息公开申请5件。",
        "年底集中收到政府信息公开申请5件。",
        "区政府作为被告的信息公开行政诉讼3件，我局作为第三人。",
        "信息公开行政复议案件数量占全部行政复议案件30件的10%。",
        "公文公开属性认定：主动公开86件，依申请公开12件，不予公开33件。",
        "全年收到各类申请120件，其中政府信息公开申请不到4件。",
        "收到公民提出的政府信息公开申请3件，企业提出的申请2件。",
        "项目结转下年3件。",
        "政策解读方面，全年共主动公开12条。",
        "每收到政府信息公开申请1件，即登记编号。",
        "做到收到政府信息公开申请1件、登记1件、答复1件。",
        "一件申请涉及多个部门的，予以公开一件、登记一件。",
        "错误主动公开政府信息1条，已删除。",
        "被评为优秀的主动公开政府信息3条。",
        "2022—2024年累计收到政府信息公开申请93件。",
        "网站主动公开政府信息320条，微信公众号主动公开政府信息150条，总计470条。",
        "对2024年收到的20件信息公开申请答复18件。",
    ],
)
def test_what_only_looks_like_a_count_of_the_agency_is_left_alone(text: str) -> None:
    assert said(text) == {}


@pytest.mark.parametrize(
    "number",
    ["约300", "近300", "超过300", "逾300", "300余", "300多", "数十", "几十", "上百", "百余", "3万余", "近三百"],
)
def test_what_is_about_a_number_is_none(number: str) -> None:
    assert said(f"主动公开政府信息{number}条。") == {}
    assert said(f"收到政府信息公开申请{number}件。") == {}


@pytest.mark.parametrize("words", ["以上", "左右", "以下"])
def test_a_bound_is_no_number(words: str) -> None:
    assert said(f"主动公开政府信息300条{words}。") == {}


@pytest.mark.parametrize(
    ("when", "counts"),
    [
        ("2024年，", True),
        ("2024年1月1日至12月31日，", True),
        ("截至2024年12月31日，", True),
        ("2024年1—12月，", True),
        ("2024年累计", True),
        ("2023年，我局按要求工作，", False),
        ("上年度", False),
        ("上年同期", False),
        ("2024年上半年", False),
        ("2024年1月至6月，我局", False),
        ("平均每月", False),
        ("截至2024年底，累计", False),
        ("近三年", False),
        ("计划明年", False),
        ("较2023年增加，", True),
    ],
)
def test_a_number_is_of_the_whole_report_year_or_none(when: str, counts: bool) -> None:
    assert said(f"{when}收到政府信息公开申请5件。") == ({"new_received": 5} if counts else {})


def test_a_year_that_a_sentence_names_holds_to_its_end_or_to_the_next() -> None:
    text = "2023年，收到政府信息公开申请5件；办结5件；2024年，收到政府信息公开申请8件，办结7件。"
    assert said(text) == {"new_received": 8, "answered": 7}


@pytest.mark.parametrize("kind", ["财政", "行政处罚", "环境保护"])
def test_information_of_one_kind_is_not_the_whole(kind: str) -> None:
    assert said(f"主动公开{kind}信息12条。") == {}


@pytest.mark.parametrize("before", ["未", "应", "应当", "不", "拟", "通过微博"])
def test_what_was_not_or_not_wholly_published_is_not_the_whole(before: str) -> None:
    assert said(f"{before}主动公开政府信息3条。") == {}


def test_two_numbers_for_one_thing_are_nobodys_and_told() -> None:
    found = read([Section("overview", "", "收到公开申请5件。收到政府信息公开申请8件。")], 2024)
    assert "new_received" not in {statement.key for statement in found.statements}
    assert found.warnings == ("the prose states new_received as 5, 8; none was taken",)


def test_a_statement_comes_with_its_sentence() -> None:
    (statement,) = read(
        [Section("overview", "", "一句话。\n全年主动公开政府信息21条，其余从略。再一句。")], 2024
    ).statements
    assert statement.sentence == "全年主动公开政府信息21条,其余从略"


@pytest.mark.parametrize(
    ("text", "mentioned", "fee"),
    [
        ("本年度未收取信息处理费。", 1, 0),
        ("2024年，信息处理费为0元。", 1, 0),
        ("本年度收取信息处理费3940元。", 1, 3940),
        ("共发出收费通知25件，收取信息处理费总金额2,950元。", 1, 2950),
        ("无。", 0, None),
        ("本年度未发生政府信息公开收费事项。", 1, 0),
    ],
)
def test_the_processing_fee_is_read_in_yuan(text: str, mentioned: int, fee: int | None) -> None:
    found = said(text, "other_matters")
    assert found["processing_fee_mentioned"] == mentioned
    assert found.get("processing_fee") == fee


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政事业性收费12万元。", {"processing_fee_mentioned": 0}),
        ("申请人逾期未按收费通知要求缴纳费用。", {"processing_fee_mentioned": 1}),
        ("未发现违规收费现象。", {"processing_fee_mentioned": 0}),
        ("信息处理费：无。", {"processing_fee_mentioned": 1, "processing_fee": 0}),
        ("（一）信息处理费收取情况\n无。", {"processing_fee_mentioned": 1, "processing_fee": 0}),
        ("信息处理费均为零。", {"processing_fee_mentioned": 1, "processing_fee": 0}),
        ("信息处理费收费标准为每件10元。", {"processing_fee_mentioned": 1}),
        ("全区收取信息处理费2950元，其中：公安局收取信息处理费420元。",
         {"processing_fee_mentioned": 1, "processing_fee": 2950}),
        ("减免信息处理费100元。", {"processing_fee_mentioned": 1}),
        ("收取信息处理费约100元。", {"processing_fee_mentioned": 1}),
        ("收取信息处理费0.29万元。", {"processing_fee_mentioned": 1, "processing_fee": 2900}),
        ("2023年收取信息处理费100元。", {"processing_fee_mentioned": 1}),
        ("发出信息处理费收费通知3件，总金额90元，实际收取总金额60元。",
         {"processing_fee_mentioned": 1, "processing_fee": 60, "processing_fee_cases": 3}),
        ("收取信息处理费4笔，共1160元。",
         {"processing_fee_mentioned": 1, "processing_fee": 1160, "processing_fee_cases": 4}),
        ("2件申请产生信息处理费，共收取560元。",
         {"processing_fee_mentioned": 1, "processing_fee": 560, "processing_fee_cases": 2}),
        ("收取信息处理费1件，采购经费共1160元。", {"processing_fee_mentioned": 1, "processing_fee_cases": 1}),
        ("发出收费通知6件，实际收取信息处理费2件，共计1,300元。",
         {"processing_fee_mentioned": 1, "processing_fee": 1300, "processing_fee_cases": 2}),
        ("发出收费通知3件，其中2件缴费，共300元，1件逾期未缴。", {"processing_fee_mentioned": 1}),
        ("发出收费通知3件，信息处理费共300元。",
         {"processing_fee_mentioned": 1, "processing_fee": 300, "processing_fee_cases": 3}),
        ("未产生信息处理费，行政事业性收费12万元已缴库。", {"processing_fee_mentioned": 1, "processing_fee": 0}),
        ("送达信息处理费缴费通知书2份，金额合计300元，申请人均未缴纳。", {"processing_fee_mentioned": 1}),
        ("共计收取信息处理费3件、980元（住建局1件、300元）。",
         {"processing_fee_mentioned": 1, "processing_fee": 980, "processing_fee_cases": 3}),
        ("没有发生依申请公开信息处理费的收取事宜。", {"processing_fee_mentioned": 1, "processing_fee": 0}),
        ("收取信息处理费12笔共3450元，其中市本级2笔200元。",
         {"processing_fee_mentioned": 1, "processing_fee": 3450, "processing_fee_cases": 12}),
        ("信息处理费：本年度收取0元。", {"processing_fee_mentioned": 1, "processing_fee": 0}),
        ("无信息处理费收取情况。", {"processing_fee_mentioned": 1, "processing_fee": 0}),
        ("我单位未向申请人收取任何信息处理费用。", {"processing_fee_mentioned": 1, "processing_fee": 0}),
        ("信息处理费3件共300元。", {"processing_fee_mentioned": 1, "processing_fee": 300, "processing_fee_cases": 3}),
    ],
)  # fmt: skip
def test_the_section_says_this_of_the_fee_and_nothing_else(text: str, expected: dict[str, int]) -> None:
    assert said(text, "other_matters") == expected


@pytest.mark.parametrize(
    "text",
    [
        "数量" * 9000 + "1",
        "收到" + "政府信息公开" * 4000 + "3件",
        "未" + "申请案件" * 6000,
        "3件" * 9000 + "行政复议",
        "行政复议和" * 6000 + "1件",
        "答复" * 9000 + "申请1件",
        "未收取" + "信息公开" * 6000,
    ],
)
@pytest.mark.parametrize("key", ["overview", "other_matters"])
def test_a_text_without_end_is_read_at_once(text: str, key: str) -> None:
    started = time.process_time()
    said(text, key)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（二）依申请公开\n全年共收到申请5件。", {"new_received": 5}),
        ("依申请公开情况\n全年共收到申请5件。", {"new_received": 5}),
        ("（二）依申请公开\n1.申请情况\n新收申请：5件\n（三）信访办理\n收到申请9件。", {"new_received": 5}),
        ("（二）依申请公开。做得好。\n全年共收到申请5件。\n网络申请3件，信函申请2件。",
         {"new_received": 5, "channel_online": 3, "channel_letter": 2}),
        ("（二）依申请公开\n受理群众来访32件，答复30件。", {}),
    ],
)  # fmt: skip
def test_a_paragraph_is_about_what_the_headings_above_it_say(text: str, expected: dict[str, int]) -> None:
    assert said(text) == expected


def test_a_sentence_is_told_as_it_is_printed() -> None:
    (statement,) = read([Section("overview", "", "全年主动公开“政府信息”1,204条。")], 2024).statements
    assert (statement.value, statement.sentence) == (1204, "全年主动公开“政府信息”1,204条")


def test_lines_that_a_page_broke_are_one_sentence() -> None:
    assert (
        said("四、政府信息公开申请情况\n本单位在过去的一年里面一共收到政府信息公开申请 3\n4 件。").get("new_received")
        == 34
    )


@given(st.lists(st.sampled_from(OTHER_SENTENCES), max_size=4), st.integers(0, 3), st.integers(0, 9999))
def test_sentences_about_other_things_change_nothing(others: list[str], at: int, number: int) -> None:
    sentences = [*others[:at], f"全年共收到政府信息公开申请{number}件。", *others[at:]]
    found = said("".join(sentences))
    assert found == {"new_received": number}


@given(st.text(alphabet="主动公开政府信息收到申请件条共全年无未0123456789，。、（）余\n", max_size=80))
def test_no_number_is_said_that_is_not_printed(text: str) -> None:
    digits = "".join(c for c in text if c.isdigit())
    assert all(value == 0 or format(value, "f") in digits for value in said(text).values())


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("十", None, 10),
        ("十二", None, 12),
        ("二十", None, 20),
        ("一千零五", None, 1005),
        ("两千三百", None, 2300),
        ("一百零五", None, 105),
        ("两", None, 2),
        ("3", "万", 30000),
    ],
)
def test_numerals(text: str, scale: str | None, value: int) -> None:
    assert read_amount(text, scale) == value


@pytest.mark.parametrize("text", ["二三", "零零", "百十", "一百二", "十百", "一零", "二十零"])
def test_what_nobody_writes_is_no_number(text: str) -> None:
    assert read_amount(text, None) is None


REPORT_OF_PROSE = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、政府信息依申请公开工作情况",
    "review_litigation": "五、复议、诉讼和申诉情况",
}


@pytest.mark.parametrize(
    ("section", "text", "told"),
    [
        (
            "proactive",
            "2012年共制作政府信息398条，其中主动公开政府信息226条。县直各单位主动公开政府信息126条，占55.8%。",
            {"proactive_total": 226},
        ),
        ("proactive", "在互联网上，2012年县政府公开办主动公开信息数为95条。", {}),
        ("proactive", "2012年新增主动公开政府信息55条，历年累计主动公开政府信息1255条。", {"proactive_total": 55}),
        ("proactive", "区属各部门主动公开政府信息210条，各街道主动公开政府信息90条。", {}),
        (
            "requests",
            "2012年共收到有关政府信息公开的申请21条，其中当面申请数18条；对依申请公开的答复总数21条，同意公开答复数17条。",
            {"new_received": 21, "answered": 21, "granted": 17},
        ),
        ("requests", "（一）申请情况\n2012年度本机关受理申请3件。", {"new_received": 3}),
        (
            "requests",
            "2012年未收到政府信息公开的申请，收到1份有关政府信息公开行政复议申请。",
            {"new_received": 0, "review_total": 1},
        ),
        (
            "review_litigation",
            "本年度未发生有关政府信息公开事务的行政复议、诉讼和有关的申诉事件。",
            {"review_total": 0, "litigation_total": 0},
        ),
        (
            "review_litigation",
            "没有公民、法人和其他组织就政府信息公开工作提出行政复议、行政诉讼或者申诉。",
            {"review_total": 0, "litigation_total": 0},
        ),
        ("review_litigation", "区政府共受理行政复议案件56件，其中涉及政府信息公开的8件。", {}),
    ],
)
def test_before_2019_each_section_states_its_own_numbers(section: str, text: str, told: dict[str, int]) -> None:
    of_these_years = forms.form_of_year(2012).numbers_in
    found = read([Section(section, REPORT_OF_PROSE[section], text)], 2012, of_these_years)
    assert {statement.key: statement.value for statement in found.statements} == told


def test_since_2019_the_sections_of_the_tables_state_nothing() -> None:
    assert not read([Section("requests", "三、收到和处理政府信息公开申请情况", "收到申请3件。")], 2024).statements


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("收到政府信息公开申请3件，均按时答复，其中予以公开2件。", {"new_received": 3, "answered": 3, "granted": 2}),
        ("收到政府信息公开申请3件，上年结转1件，均已答复。", {"new_received": 3, "carried_in": 1}),
        ("收到政府信息公开申请3件，均已答复，结转下年度1件。", {"new_received": 3, "carried_out": 1}),
        ("收到政府信息公开申请3件，均未答复。", {"new_received": 3}),
        ("收到依申请公开13件，12件均在规定时间内完成答复工作。", {"new_received": 13, "answered": 12}),
    ],
)
def test_all_that_was_received_was_answered(text: str, told: dict[str, int]) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("（一）主动公开。全年公开各类信息165条。", {"proactive_total": 165}),
        ("（一）主动公开。全年公开65条信息，其中行政许可信息55项。", {"proactive_total": 65}),
        ("（一）主动公开。通过网站、微信公众号等公开各类信息165条。", {"proactive_total": 165}),
        ("（一）主动公开。通过微信公众号公开各类信息165条。", {}),
        ("（一）主动公开。通过微信公众号主动公开各类政府信息165条。", {}),
        ("全年公开各类信息12条。", {}),
        ("累计主动公开政府信息5928条，其中，本年度新增主动公开政府信息211条。", {"proactive_total": 211}),
    ],
)
def test_what_was_published_in_all(text: str, told: dict[str, int]) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("未收到当面申请、网站提交、信函和其他形式的政府信息公开申请。", {"new_received"}),
        ("未收到有关政府信息公开方面的复议、诉讼和申诉。", {"review_total", "litigation_total"}),
        ("无一例因政府信息公开申请行政复议和提起行政诉讼发生。", {"review_total", "litigation_total"}),
    ],
)
def test_further_ways_to_say_that_there_was_nothing(text: str, keys: set[str]) -> None:
    assert said(text) == dict.fromkeys(keys, 0)


@pytest.mark.parametrize(
    "heading",
    [
        "1.政策文件",
        "1. 政策文件。",
        "（二）财政预决算信息",
        "政策法规类",
        "公告公示",
        "1.安全生产信息",
        "人大代表建议办理结果",
        "（三）重点领域信息公开情况",
        "2、行政许可和行政处罚信息公开",
    ],
)
def test_below_a_heading_that_is_one_kind_of_information_no_number_is_the_whole(heading: str) -> None:
    assert said(f"{heading}\n主动公开政府信息5条。") == {}


@pytest.mark.parametrize(
    "heading",
    [
        "（一）主动公开各类信息",
        "1.公开数量",
        "（一）主动公开政府信息情况",
        "2.强化统计，及时更新",
        "主要做法",
        "（二）拓宽范围",
    ],
)
def test_a_heading_of_all_leaves_the_whole_to_be_read(heading: str) -> None:
    assert said(f"{heading}\n主动公开政府信息5条。") == {"proactive_total": 5}
