// States and arrivals the mock can play; the key in the address chooses one. All figures are invented.

const drivers = (text) => ({ text, for_drivers: true })
const plain = (text) => ({ text, for_drivers: false })
const RULE = '停止使用国四及以下重型载货车辆（含燃气）进行物料运输'

const plant = {
  name: '廊坊市安次区XX木业有限公司',
  district: '安次区',
  legal_person: '张XX',
  legal_phone: '139XXXXXXXX',
  responsible_person: '王XX',
  responsible_phone: '138XXXXXXXX',
  industry: '人造板制造',
  grade: 'C',
  grade_text: 'C级',
  remark: '省重点出口企业',
}

const plan = {
  yellow: [drivers('停止使用国四及以下重型载货车辆（含燃气）运输'), plain('停推台锯1台（共4台）')],
  orange: [
    drivers('停止使用国四及以下重型载货车辆（含燃气）运输'),
    plain('停推台锯2台（共4台）'), plain('裁板机1台'), plain('精密锯1台'), plain('封边机1台'), plain('立锯1台'),
  ],
  red: [drivers('停止公路运输，保障类车辆除外'), plain('锯切、封边、涂胶、热压工序全部停产')],
}

const warnings = {
  yellow: ['黄', 'Ⅲ'], orange: ['橙', 'Ⅱ'], red: ['红', 'Ⅰ'],
}
const warning = (level) => ({
  level,
  response: warnings[level][1],
  effective_at: '2026-12-12T12:00:00+08:00',
  text: `当前重污染天气${warnings[level][0]}色预警，执行${warnings[level][1]}级应急响应措施`,
  started_text: '启动时间：2026年12月12日12时',
})

const base = {
  type: 'state',
  title: '廊坊市工业企业落实重污染天气应急响应措施“一厂一策”公示',
  plant,
  warning: warning('orange'),
  measures: [
    plain('停推台锯2台（共4台）'), plain('裁板机1台（共1台）'), plain('精密锯1台（共1台）'),
    plain('封边机1台（共1台）'), plain('立锯1台（共1台）'), drivers(RULE),
  ],
  plan,
  no_warning_text: '当前无重污染天气预警',
  qr: { url: 'https://gate.example.com/r/4f7a', lines: ['扫描二维码', '登记货物信息'] },
  footer: '监督电话 12345',
  lanes: [1, 2, 3, 4].map((n) => ({ id: `lane-${n}`, name: `${n}号车道` })),
  timing: { admit_ms: 6000, refuse_ms: 10000, hold_max_ms: 20000, min_ms: 3000, stale_ms: 10000 },
}

const long = {
  ...base,
  title: '内蒙古自治区鄂尔多斯市工业企业落实重污染天气应急响应措施“一厂一策”公示',
  plant: {
    name: '内蒙古自治区鄂尔多斯市准格尔旗大路新区华北新型环保建筑材料科技股份有限公司',
    district: '准格尔旗大路煤化工基地新区',
    legal_person: '阿不都热合曼·买买提',
    legal_phone: '13912345678',
    responsible_person: '欧阳XX',
    responsible_phone: '13812345678',
    industry: '其他未列明的非金属矿物制品和新型建筑材料制造',
    grade: 'B',
    grade_text: '绩效引领性企业（B级指标）',
    remark: '省重点出口企业，承担民生供暖保障任务，联系电话13700001111',
  },
  measures: [
    plain('使用溶剂型原辅材料的喷涂、流平、烘干等涂装生产单元限产60%'), plain('精密裁板锯停用2台（共5台）'),
    plain('热压机停用1台（共3台），导热油炉同步停用'), plain('封边机停用3台（共6台）'),
    plain('以环评批复的产量、排污许可载明的产量、近一年实际产量的最小值为基准核算'),
    plain('厂区道路每日洒水不少于6次，裸露物料全部苫盖'), plain('停止混凝土搅拌'), plain('停止厂内露天喷涂'),
    plain('停止使用国二及以下非道路移动机械'),
    drivers('停止使用国四及以下重型载货车辆（含燃气）进行物料运输，特种车辆、危化品车辆、民生保障车辆除外'),
    drivers('厂内停止使用国二及以下非道路移动机械进行装卸作业'),
  ],
  footer: '鄂尔多斯市生态环境局准格尔旗分局监督举报电话 12345，企业环保值班电话 0477-8888888',
}

const many = {
  ...base,
  measures: [
    ...Array.from({ length: 13 }, (_, i) => plain(`${i + 1}号精密锯停1台（共1台）`)),
    drivers(RULE),
  ],
}

export const SCENARIOS = {
  orange: base,
  yellow: { ...base, warning: warning('yellow') },
  red: {
    ...base,
    warning: warning('red'),
    measures: [plain('锯切、封边、涂胶、热压工序全部停产'), plain('停止厂内露天作业'), drivers('停止公路运输，保障类车辆除外')],
  },
  none: { ...base, warning: null, measures: [] },
  noqr: { ...base, qr: null },
  nonenoqr: { ...base, qr: null, warning: null, measures: [] },
  many,
  seven: { ...base, measures: [...base.measures, plain('热压机1台（共2台）'), plain('砂光机1台（共1台）')] },
  empty: { ...base, measures: [] },
  onlyrule: { ...base, measures: [drivers(RULE)] },
  norule: { ...base, measures: base.measures.filter((m) => !m.for_drivers) },
  long,
  longnone: {
    ...long, warning: null,
    plan: { yellow: long.measures.slice(0, 4), orange: long.measures, red: long.measures.slice(4) },
  },
  stale: { ...base, silent: true },
}

let seq = 0
const arrival = (lane, verdict, more = {}) => ({
  type: 'arrival',
  index: (seq += 1),
  id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
  lane: { id: `lane-${lane}`, name: `${lane}号车道` },
  direction: 'in',
  plate: '津A54321',
  colour: 'yellow',
  plate_class: 'large',
  verdict,
  uncertain: [],
  resolved: verdict !== 'hold',
  ...{
    admit: { headline: '准许进入', reason: '符合标准', stage: '排放阶段 国六' },
    refuse: { headline: '禁止进入', reason: '不符合国五及以上标准', stage: '排放阶段 国四', plate: '津A12345' },
    hold: { headline: '请联系门卫', reason: '待核实', stage: '号牌识别不清', plate: '冀R8B9Q7' },
  }[verdict],
  ...more,
})

/** Arrivals by name, as functions so that each gets its own id. */
export const ARRIVALS = {
  admit: () => arrival(1, 'admit', { at: '2026-12-14T14:31:52+08:00' }),
  refuse: () => arrival(4, 'refuse', { at: '2026-12-14T14:28:03+08:00' }),
  hold: () => arrival(2, 'hold', { at: '2026-12-14T14:31:26+08:00', uncertain: [3] }),
  exit: () => arrival(3, 'admit', {
    direction: 'out', plate: '冀R8K9Q7', headline: '准许驶出', reason: '一路平安', stage: null,
  }),
  longreason: () => arrival(4, 'refuse', {
    plate: '冀RD06789', colour: 'green', reason: '橙色预警期间停止国四及以下重型载货车辆运输', stage: '排放阶段 国四（燃气）',
  }),
  longrule: () => arrival(4, 'refuse', {
    reason: '国四重型货车，橙色预警期间停止国四及以下重型载货车辆（含燃气）运输', stage: '排放阶段 国四（燃气），环保信息公开',
  }),
  noplate: () => arrival(2, 'hold', { plate: null, colour: 'unknown', stage: '没有识别到号牌' }),
}

const plateOf = (plate, colour, more = {}) => () => arrival(1, 'admit', { plate, colour, ...more })
export const PLATES = {
  blue: plateOf('津A54321', 'blue'),
  yellow: plateOf('冀R8K9Q7', 'yellow'),
  green: plateOf('冀RD06789', 'green'),
  yellow_green: plateOf('京A34567D', 'yellow_green'),
  police: plateOf('冀R0134警', 'white'),
  wj: plateOf('WJ冀1234X', 'white'),
  army: plateOf('VA12345', 'white'),
  black: plateOf('粤Z9F24港', 'black'),
  embassy: plateOf('使014578', 'black'),
  consulate: plateOf('沪A0023领', 'black'),
  trailer: plateOf('冀R2B56挂', 'yellow', { plate_class: 'trailer' }),
  learner: plateOf('鲁B3V56学', 'yellow'),
  rescue: plateOf('川X1234应急', 'white'),
  aviation: plateOf('民航A1234', 'green'),
  temporary: plateOf('冀R12345临', 'blue'),
  other: plateOf('新C77G6M', 'other'),
  unknown: plateOf('藏?8H?22', 'unknown'),
  none: plateOf(null, 'unknown'),
}

/** What a scenario plays after its state: [after ms, arrival]. */
export const SCRIPTS = {
  admit: [[300, ARRIVALS.admit]],
  refuse: [[300, ARRIVALS.refuse]],
  hold: [[300, ARRIVALS.hold]],
  exit: [[300, ARRIVALS.exit]],
  longreason: [[300, ARRIVALS.longreason]],
  noplate: [[300, ARRIVALS.noplate]],
  two: [[300, ARRIVALS.refuse], [400, ARRIVALS.admit]],
  twolong: [[300, ARRIVALS.longrule], [400, ARRIVALS.hold]],
  show: [
    [2000, ARRIVALS.admit], [10000, ARRIVALS.refuse], [22000, ARRIVALS.hold],
    [45000, ARRIVALS.refuse], [45500, ARRIVALS.admit], [58000, ARRIVALS.exit],
  ],
}
for (const [name, make] of Object.entries(PLATES)) SCRIPTS[`plate-${name}`] = [[300, make]]
