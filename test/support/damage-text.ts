import { Converter } from "opencc-js/cn2t";
import { policyText } from "./policy-text.js";

/** Text of our own to damage, and text of seven kinds that must not be taken for damaged. Any length, the same for each seed. */

const news = [
  "会议指出，现代化产业体系是高质量发展的根基。会后，与会代表实地考察了重点项目。",
  "“我们的订单排到了明年三月。”该企业负责人介绍，公司去年出口额同比增长两成。",
  "据了解，全市已建成标准化厂房三十万平方米。现已入驻企业六十余家，带动就业五千余人。",
  "《关于进一步优化营商环境的若干措施》明确，要推行“一件事一次办”。《措施》自发布之日起施行。",
  "活动现场，志愿者向群众讲解防范诈骗知识，发放宣传资料两千余份。活动受到广泛好评。",
  "专家认为，数字技术与实体经济深度融合，将催生新产业、新业态、新模式。可以预见，相关行业前景广阔。",
  "今年以来，该县坚持规模化种植、标准化管理，特色农业总产值突破十亿元。",
  "会议强调，要加强组织领导，确保各项措施落地见效；要强化督促检查，对工作不力的严肃问责。",
  "为什么要出台这个办法？主要是为了解决融资难、融资贵的问题。",
  "医保基金监管事关群众切身利益，要严厉打击欺诈骗保行为，守护好人民群众的“救命钱”。",
  "学校要把安全教育纳入课程，每学期至少组织一次应急疏散演练。",
  "新建改建农村公路一百二十公里，实施危桥改造十五座，群众出行更加便捷。",
  "记者从发布会上获悉，全省高新技术企业总量突破两万家，研发投入强度持续提升。",
  "要持续改善生态环境质量，统筹山水林田湖草沙系统治理。基本消除城市黑臭水体。",
  "双方将在人才培养、成果转化、平台共建等方面开展合作，实现优势互补、互利共赢。",
  "（一）加大资金支持。获得国家级认定的企业，给予一次性奖励；获得省级认定的，减半执行。",
  "他说：“群众的事再小也是大事。”话音刚落，会场响起热烈的掌声。",
  "截至目前，全市累计发放创业担保贷款八亿元，惠及小微企业一千三百户。",
  "防汛物资储备充足，抢险队伍全部到位。各级干部下沉一线，转移受威胁群众。",
  "依法依规推进项目建设，不得以任何形式增加企业负担。",
  "文化遗产保护工作取得新进展，新增省级非物质文化遗产项目十二项。",
  "下一步，该局将继续深化改革，提升服务效能，让数据多跑路、群众少跑腿。",
  "调查组分析了当地农户的经营状况和土地流转意愿。",
  "以上规定可参照执行，国家或区域层面另有规定的，从其规定。",
  "各级干部要以实打实的工作推动项目建设，把发展作为第一要务。",
  "新标准能够为临床提供准确依据，从全球市场的视角看具有竞争优势。",
  "转型以用户思维为旨归，进一步贴近当地社会经济发展实际。",
  "当地社会保障体系日益健全，向专利代理机构所在地申请。",
  "按规定要求列出各方理据，实地核查后予以办理。",
  "运输的通畅关系民生，职责不当的要承担责任。",
  "当选代表就财政预算和国有资产监管问题进行询问。",
  "要〈做〉〈事〉，〈做〉〈事〉，〈做〉〈事〉。〈谁〉要〈做〉〈事〉；〈谁〉要〈做〉〈事〉。",
  "〈谁〉负责〈做〉〈事〉，〈谁〉配合〈做〉〈事〉。",
  "《〈地〉关于〈做〉〈事〉的实施意见》提出，到明年底，〈事〉取得明显成效。",
  "〈地〉〈谁〉近日印发通知，要求各地〈做〉〈事〉、〈做〉〈事〉。",
  "“〈做〉〈事〉，离不开〈事〉。”〈地〉〈谁〉负责人说。",
  "〈事〉和〈事〉不断完善，〈事〉、〈事〉加快发展。可以说，〈地〉的〈事〉迈上了新台阶。",
] as const;

const slots: Readonly<Record<string, readonly string[]>> = {
  做: "推进 加快 深化 完善 规范 落实 优化 强化 提升 支持 鼓励 引导 保障 促进 扩大 加强 健全 建立 探索 实施 培育 发展 调整 监督 统筹 巩固 拓展 改善 开展 做好".split(
    " ",
  ),
  事: "产业结构调整 农村人居环境整治 数据要素市场 乡村振兴 医疗卫生服务 养老服务 义务教育 职业技能培训 安全生产责任制 营商环境 科技成果转化 现代农业 节能减排 财政资金管理 土地流转 就业创业 基础设施建设 公共文化服务 防灾减灾 县域经济 食品安全监管 区域协调发展 对外贸易 中小企业融资 绿色建筑 信用体系 知识产权保护 社会保障 轨道交通 新能源汽车推广应用 网络安全 专项债券项目 粮食储备 污染治理 数字政府 市场监管 人才队伍 旅游业 电子商务 扶贫项目资产管理".split(
    " ",
  ),
  谁: "市发展和改革委员会 县农业农村局 省财政厅 区卫生健康局 有关部门 各乡镇人民政府 市场监督管理局 人力资源和社会保障厅 领导小组办公室 街道办事处 教育主管部门 县住房和城乡建设局".split(
    " ",
  ),
  地: "聊城市 开平市 嘉兴市 贵州省 湖南省 新疆哈密市 广东省 宁波市 长沙市 徐州市 张家口市 厦门市 齐齐哈尔市 台州市 遵义市".split(" "),
};

const toTraditional = Converter({ from: "cn", to: "t" });

function recombine(pool: readonly string[], length: number, random: () => number, perLine = 5): string {
  let text = "";
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] as string;
  for (let i = 1; text.length < length; i++) {
    text += pick(pool).replace(/〈(.)〉/g, (_, slot: string) => pick(slots[slot] ?? [""])) + (i % perLine === 0 ? "\n" : "");
  }
  return text;
}

/** Simplified prose of policy and news, in lines. */
function simplifiedText(length: number, random: () => number): string {
  const half = recombine(news, length / 2, random);
  const lines = policyText(Math.ceil(length / 2), random).match(/[\s\S]{1,180}[^。]*。?/g) ?? [];
  return `${half}\n${lines.join("\n")}`;
}

/** The same as a converter writes it in Traditional. */
export function traditionalText(length: number, random: () => number): string {
  return toTraditional(simplifiedText(length, random));
}

/** The pool that most of the damage of a site is shown on, sentence by sentence. */
export function traditionalNews(length: number, random: () => number): string {
  return toTraditional(recombine(news, length, random));
}

const glossed = [
  "床(chuáng)前(qián)明(míng)月(yuè)光(guāng)，疑(yí)是(shì)地(dì)上(shàng)霜(shuāng)。",
  "春(chūn)眠(mián)不(bù)覺(jué)曉(xiǎo)，處(chù)處(chù)聞(wén)啼(tí)鳥(niǎo)。",
  "“朋(péng)友”的“朋”是左右結構，讀第二聲。",
  "請給下列加點的字注音：踔(chuō)厲奮發、櫛(zhì)風沐雨、銳意進取。",
  "「樂」字有兩個讀音：快樂的樂讀(lè)，音樂的樂讀(yuè)。",
  "白(bái)日(rì)依(yī)山(shān)尽(jìn)，黄(huáng)河(hé)入(rù)海(hǎi)流(liú)。",
  "注音练习：妈(mā)、麻(má)、马(mǎ)、骂(mà)，轻声是吗(ma)。",
  "甪(lù)直古镇位于苏州市吴中区，始建于公元503年。",
  "漢語拼音方案規定，聲母二十一個，韻母三十九個。",
  "小(xiao)荷(he)才(cai)露(lu)尖(jian)尖(jian)角(jiao)，早(zao)有(you)蜻(qing)蜓(ting)立(li)上(shang)头(tou)。",
  "我们学习新词：经(jing)济(ji)、社(she)会(hui)、人(ren)民(min)、政(zheng)府(fu)、服(fu)务(wu)。",
  "公园里百(bai)花(hua)齐(qi)放(fang)，春天到了，孩子们都出来玩耍。",
] as const;

const bracketed = [
  "各县(市、区)人民政府，各开发区(高新区)管委会：",
  "建筑信息模型(BIM)、地理信息系统(GIS)和物联网(IoT)技术应用见(附件1)。",
  "为什么?真的吗?!什么时候办、去哪里办、怎么办??",
  "甲方(以下简称“公司”)与乙方(身份证号码:37****)签订合同。",
  "GDP(国内生产总值)同比增长5.3%(上年同期为4.1%)，CPI下降0.1%。",
  "是否继续?请选择(A)是 (B)否 (C)不确定；其他:____。",
  "Windows 11(22H2)、Office 2021是否支持?支持。",
  "「什麼?」他問,「你說的是(a)還是(b)?」",
  "联系人:Wang Wei(王伟),电话:010-12345678转801;传真:同上!",
  "他会说English、Français(法语)和español吗?Café在哪里?",
] as const;

const technical = [
  "const url = new URL(`https://example.com/s?q=词&page=1`);",
  "curl -X POST 'http://127.0.0.1:8080/api?a=1&b=2' -H 'Accept: */*' # 提交数据",
  "if (a ?? b) { return x?.y ?: z; } // 判断是否为空",
  "SELECT 名称, 金额 FROM 项目 WHERE 年份 = ? AND 状态 IN (?, ?);",
  "http://www.example.gov.cn/art/2024/3/18/art_1229063_1841234.html?from=list",
  "正则表达式 /(\\d{4})年(\\d{1,2})月?/g 匹配日期。",
  "文件名:附件1.省内联系市地和企业总部分工表.docx,大小:35KB",
  "x = (p) => p(n) ? f(x) : g(y);",
] as const;

const talk = [
  "??你在幹嘛，昨天怎麼沒來?!",
  "不是吧???我等了一個小時!!!",
  "我也不知道啊?,你没跟我说?。。。",
  "他連問三聲「誰?」、「什麼?」?，沒人回答?。大家?；都愣住了?、算了。",
  "甯媽?，嬅姊?、鍈弟?；都不在?！",
  "姓名：????",
  "电话：????",
  "地址：??",
  "好的,,,我知道了,,等一下,,",
  "序号,姓名,单位,备注",
  "1,张三,,",
  "2,,市教育局,,",
  "投诉人张??，电话139????1234，车牌粤B?????，身份证号4401??19??0101????。",
  "清代學者王?，字?卿，著有《?齋文集》；其子?、其孫?，皆有名。",
  "難道?A股也要跌。B股?，C股?；D股?！E股?、F股。",
  "佢哋喺邊度?！，唔知喎?；你咪亂嚟啦?、點解嘅?！",
  "子曰?，学而时习之?；不亦说乎?！有朋自远方来?、不亦乐乎?",
  "何ですか?はい。誰?、どこ?、いつ?正解は?！",
  "- 你是誰?",
  "00:00:01,000 --> 00:00:03,500",
] as const;

const named = [
  "出席的有陳(chén)先生、張(zhāng)女士、劉(liú)先生、楊(yáng)女士和黃(huáng)教授。",
  "王(wang)先生、李(li)女士、张(zhang)先生、陈(chen)先生出席，并同黄(huang)教授座谈。",
  "講者龔(gōng)先生與鄺(kuàng)小姐出席了論壇，贛(gàn)州來的客人也到了。",
  "越南語裡，河(hà)、海(hải)、山(sơn)、國(quốc)、家(gia)、羅(la)、馬(mã)都是漢越音。",
  "法国总统埃马纽埃尔·马克龙(Emmanuel Macron)和弗朗索瓦·奥朗德(François Hollande)。",
  "咚(dong)咚(dong)锵(qiang)，叮(ding)当(dang)叮(ding)当(dang)，哗(hua)啦(la)啦(la)。",
  "碳酸鈣(CaCO3)、鋰(li)、鋇(ba)、氦(he)、鎳(ni)，見圖(a)、表(e)、式(o)。",
  "濮阳市(pú yáng shì)，简称“濮(pú)”；浚(xùn)县、郏(jiá)县、漯(luò)河、渑(miǎn)池、柘(zhè)城。",
  "展覽得以順利舉辦，全賴各方支持，主辦單位提醒，開放時間為每日上午十時至下午六時，逢星期二休館。",
] as const;

/** Text that is sound, by kind. */
export const soundTexts: Readonly<Record<string, (length: number, random: () => number) => string>> = {
  "clean Traditional": traditionalText,
  "clean Simplified": simplifiedText,
  "poems and language lessons": (length, random) => recombine(glossed, length, random, 3),
  "brackets, Latin and question marks": (length, random) => recombine(bracketed, length, random, 3),
  "talk, forms and rows": (length, random) => recombine(talk, length, random, 1),
  "names and their readings": (length, random) => recombine(named, length, random, 2),
  "code and addresses": (length, random) => recombine(technical, length, random, 1),
};
