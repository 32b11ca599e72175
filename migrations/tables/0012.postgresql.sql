CREATE FUNCTION search_words(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000 AS $$
SELECT array_agg(word) FROM (
    SELECT mark || word AS word
    FROM (VALUES ('', said), ('^', split_part(said, E'\n', 1))) AS part(mark, line),
        LATERAL (SELECT string_to_array(line, NULL)) AS split(letters),
        LATERAL (
            SELECT letter FROM unnest(letters) AS single(letter) WHERE strpos('12345一三下不与专业中主义九习乡予事二产人他代以件任企众优会位体作例依便保信先党全公共关兴其内决况准分切制力办务动化区十华协单南厅县参及发取可台号后告员和品商回国在坚域培基境处复大媒存安官实审室容密导小层工市布平年应府度建开强录律微心态思性总息情想或户执护报指振控措提收改攻放政效教文料新方施时服机权材村条构查标栏校核案检步民求法源点热然特环理生申疫的益监目督研社科究突站章策算管箱线组织结网罚群育脱自色范药营行街表要规解训议许讼设评诉请读负财责贫购费资转近进追道部采重金长门问防际院障需项预领题食', letter) = 0
            UNION SELECT one || two FROM unnest(letters, letters[2:]) AS pair(one, two)
        ) AS found(word)
    WHERE strpos(word, ' ') = 0 AND strpos(word, E'\n') = 0 AND (mark = '' OR length(word) = 2)
    UNION ALL
    SELECT term FROM unnest('{政府信息公开,政府信息公开工作,政府信息公开工作年度报告,政府信息公开年度报告,政府信息公开条例,政府信息公开申请,政府信息公开指南,政府信息公开目录,政府信息公开专栏,政府信息公开平台,政府信息管理,政府信息,信息公开,信息公开工作,信息公开条例,信息公开申请,信息公开指南,信息公开目录,信息公开平台,信息公开制度,公开工作,公开条例,公开申请,公开指南,公开目录,公开平台,公开专栏,公开制度,公开内容,公开机制,政务公开,政务公开工作,基层政务公开,政务新媒体,政务服务,主动公开,主动公开政府信息,依申请公开,依法公开,及时公开,不予公开,部分公开,予以公开,重点领域,重点领域信息公开,中华人民共和国,中华人民共和国政府信息公开条例,年度报告,工作年度报告,总体情况,主要问题,存在问题,存在的问题,存在的主要问题,改进情况,改进措施,下一步,其他需要报告的事项,需要报告的事项,行政机关,行政许可,行政处罚,行政强制,行政强制措施,行政事业性收费,行政规范性文件,规范性文件,行政复议,行政诉讼,行政执法,行政决策,行政权力,政府规章,自然人,法人或其他组织,商业企业,科研机构,社会公益组织,法律服务机构,信息处理费,收取信息处理费,结转下年度,政府网站,门户网站,政府门户网站,官方网站,微信公众号,公众号,新媒体,平台建设,监督保障,监督检查,责任追究,社会评议,业务培训,教育培训,工作人员,工作机制,工作要求,工作实际,长效机制,领导小组,分管领导,主要领导,专人负责,组织领导,政策解读,政策文件,政府文件,解读材料,公众参与,社会关切,回应关切,社会监督,人民群众,群众关心,群众关切,便民服务,公共服务,民生领域,营商环境,优化营商环境,放管服,标准化规范化,标准化,规范化,保密审查,信息发布,发布审核,审核制度,先审查后公开,三审三校,建议提案,政协提案,人大代表建议,财政预决算,预决算,财政预算,专项资金,政府采购,公共资源,突发事件,安全生产,食品药品,生态环境,环境保护,乡村振兴,脱贫攻坚,疫情防控,社会保障,公共企事业单位,国务院办公厅,人民政府,区人民政府,县人民政府,市人民政府,街道办事处,办公室,党的二十大,党的十九大,习近平新时代中国特色社会主义思想,新时代中国特色社会主义思想,12345热线,政务服务热线,公开信箱}'::text[]) AS listed(term) WHERE strpos(said, term) > 0
) AS words $$;

CREATE TABLE version_words (
    version_id BIGINT NOT NULL,
    current BOOLEAN NOT NULL,
    said TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (version_id)
)
 WITH (toast_tuple_target = 128, parallel_workers = 4);

CREATE INDEX ix_version_words_current ON version_words USING gin (search_words(said)) WHERE current;

ALTER INDEX ix_version_words_current ALTER COLUMN 1 SET STATISTICS 0;

CREATE INDEX ix_version_words_former ON version_words USING gin (search_words(said)) WHERE NOT current;

ALTER INDEX ix_version_words_former ALTER COLUMN 1 SET STATISTICS 0;
