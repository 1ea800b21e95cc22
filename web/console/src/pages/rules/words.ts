// Words of the rule packs' page.
const provinces = '11 北京 Beijing,12 天津 Tianjin,13 河北 Hebei,14 山西 Shanxi,15 内蒙古 Inner Mongolia,21 辽宁 Liaoning,22 吉林 Jilin,23 黑龙江 Heilongjiang,31 上海 Shanghai,32 江苏 Jiangsu,33 浙江 Zhejiang,34 安徽 Anhui,35 福建 Fujian,36 江西 Jiangxi,37 山东 Shandong,41 河南 Henan,42 湖北 Hubei,43 湖南 Hunan,44 广东 Guangdong,45 广西 Guangxi,46 海南 Hainan,50 重庆 Chongqing,51 四川 Sichuan,52 贵州 Guizhou,53 云南 Yunnan,54 西藏 Tibet,61 陕西 Shaanxi,62 甘肃 Gansu,63 青海 Qinghai,64 宁夏 Ningxia,65 新疆 Xinjiang'
  .split(',').map((line) => /^(\d+) (\S+) (.+)$/.exec(line)!)
const provincesIn = (place: 2 | 3) => Object.fromEntries(provinces.map((p) => [p[1]!, p[place]!]))

export default {
  zh: {
    title: '规则包', packs: '规则包', history: '启用记录', upload: '上传规则包', failed: '没有读到规则包，{why}',
    inForce: '现在按这些规则判定', noBase: '没有基础规则在用，只看名单和登记', until: '{at} 按期更换', faultLine: '在用的规则包读不了，所有进厂车辆待核实：{fault}',
    everywhere: '全国', fromOn: '{from} 起', fromTo: '{from} 至 {to}', province: provincesIn(2),
    industry: { any: '不限行业', generic: '通用', other: '其他行业', 'cement-clinker': '水泥熟料', 'steel-long': '长流程钢铁', 'steel-short': '短流程钢铁', coking: '焦化', port: '港口' },
    kind: { base: '基础规则', overlay: '附加规则', thresholds: '预警分级', template: '措施模板' },
    kindAbout: { base: '同时只用一个', overlay: '与基础规则一起用', thresholds: '由预报判断预警等级', template: '由预警通告或一厂一策引用，不单独启用' },
    scope: '适用范围',
    column: { name: '规则包', kind: '类别', industry: '行业', region: '地区', validity: '有效期', mark: '依据', state: '状态' },
    filter: { kind: '类别', state: '状态' }, states: { active: '在用', idle: '没有启用' },
    state: { active: '在用', since: '{at} 起', shipped: '随程序启用', by: '由{who}', idle: '没有启用', fault: '读不了', never: '不单独启用' },
    source: { shipped: '随程序提供', uploaded: '{who} {at} 上传' },
    unverifiedOf: '{n}条未核对', clauseCount: '{n}条',
    panel: {
      label: '规则包', clauses: '条款', parameters: '参数', diff: '对比', text: '原文', log: '记录', document: '文件', citation: '出处', source: '来源', about: '说明', kind: '类别',
      unverified: '这个规则包没有核对过原文，里面的话不能当作定论，启用前请找到文件核对', someUnverified: '{n}条没有核对过原文，已在条款上标出', fault: '这一版读不了：{fault}',
      hints: '检查提醒', hintLine: '第{line}行', activate: '启用第{v}版', deactivate: '停用', draft: '以此为底稿改一版', noClauses: '这个规则包没有条款', noParameters: '没有参数', noHistory: '没有启用过',
      production: '生产措施', indicators: '占比指标', gap: '文件没有写明', minPercent: '不低于{n}%',
    },
    clause: { allGrades: '所有等级', unverifiedGrade: '{g}（未核对）', unknown: '不清楚时', when: '判定条件', exempt: '豁免', exemptBy: '看{evidence}', board: '大屏', advice: '建议', held: '待核实时', warns: '达到时发布{level}', citation: '出处', more: '条件和用语' },
    parameter: { name: '参数', value: '取值', from: '自', ever: '一直', range: '{min}–{max}', required: '由通告或一厂一策给出', today: '现行' },
    diff: { against: '与哪一版比', pick: '第{v}版', none: '两版说的一样', only: '只有这一版，没有可比的', added: '新增', removed: '删去', changed: '改动', pack: '包的说明', count: '{n}处不同', before: '原来', after: '现在', empty: '没有', loading: '正在比较' },
    part: { clauses: '条款', parameters: '参数', lets: '名称', production: '生产措施', indicators: '占比指标' },
    member: {
      text: '告知司机', held: '待核实时', advice: '建议', held_advice: '待核实建议', board: '大屏', when: '判定条件', outcome: '判定', on_unknown: '不清楚时', grades: '等级', unverified_grades: '未核对的等级', evidence: '依据',
      citation: '出处', exemptions: '豁免', group: '类别', values: '取值', is: '条件', min: '最小', max: '最大', title: '名称', document: '文件', valid_from: '开始', valid_to: '结束', about: '说明', region: '地区', industry: '行业',
      warns: '发布预警', percent: '比例', base_method: '基准', target: '对象', verb: '做法', level: '等级', counts: '计入条件', rest: '其余条件', min_percent: '不低于', type: '类型', required: '必填', clause_count: '条款数', unverified_count: '未核对条款数',
    },
    hole: { stage: '排放阶段', class: '车型', warning: '预警', doubt: '不清楚的事', grade: '绩效等级', share_qualifying: '达标辆数', share_total: '总辆数', admitted_today: '今天已进', quota: '配额', max_stage: '最高阶段', min_stage: '最低阶段', share_percent: '达标占比（%）', from: '开始时刻', to: '结束时刻', fuels: '燃料', quota_per_day: '每天配额' },
    log: { upload: '上传', activate: '启用', deactivate: '停用', from: '{at} 起', atOnce: '立即', ledger: '台账第{n}条', column: { at: '时间', action: '动作', pack: '规则包', version: '版本', from: '何时起', note: '说明', by: '由谁', index: '台账' }, empty: '还没有启用过规则包', upTo: '第{v}版' },
    uploadBox: {
      title: '上传规则包', toml: '规则包文本（TOML）', file: '选择文件', note: '说明', noteHelp: '例如：按2026年修订版更新', go: '检查并上传', busy: '正在检查', faults: '有{n}处要改，没有上传', line: '第{line}行', fixed: '改好后再上传', too: '文件太大，最多512 kB',
      about: '先检查，再存入台账。上传后不会生效，启用后才按它判定。', empty: '粘贴规则包文本，或选择 .toml 文件',
    },
    act: {
      title: '启用{title}第{v}版', offTitle: '停用{title}', replaces: '代替正在用的{title}第{v}版，从下一辆车起按它判定', beside: '与正在用的规则一起，从下一辆车起判定', off: '从下一辆车起不再按它判定，以前的记录不变',
      unverified: '里面有没核对过原文的条款，不能当作定论', when: '何时起', now: '立即', later: '定时', at: '起始时间', past: '要填将来的时间', note: '说明', noteHelp: '写明依据，例如文号；记入台账', go: '启用第{v}版', goLater: '定时启用第{v}版', offGo: '停用', done: '{title}第{v}版已启用', later_done: '{title}第{v}版到时启用', offDone: '{title}已停用', uploaded: '{title}第{v}版已上传，还没有启用',
    },
  },
  en: {
    title: 'Rule packs', packs: 'Packs', history: 'Activations', upload: 'Upload a pack', failed: 'The rule packs could not be read: {why}',
    inForce: 'Vehicles are judged by', noBase: 'No base pack in use: only lists and the registry count', until: 'changes by itself {at}', faultLine: 'A pack in use cannot be read; every arrival is held: {fault}',
    everywhere: 'Everywhere', fromOn: 'from {from}', fromTo: '{from} to {to}', province: provincesIn(3),
    industry: { any: 'any industry', generic: 'general', other: 'other industries', 'cement-clinker': 'cement clinker', 'steel-long': 'long-process steel', 'steel-short': 'short-process steel', coking: 'coking', port: 'ports' },
    kind: { base: 'Base', overlay: 'Overlay', thresholds: 'Warning levels', template: 'Template' },
    kindAbout: { base: 'one at a time', overlay: 'beside the base', thresholds: 'tell the level a forecast asks for', template: 'named by an order or the plan, not activated alone' },
    scope: 'Scope',
    column: { name: 'Pack', kind: 'Kind', industry: 'Industry', region: 'Region', validity: 'Valid', mark: 'Evidence', state: 'State' },
    filter: { kind: 'Kind', state: 'State' }, states: { active: 'In use', idle: 'Not in use' },
    state: { active: 'In use', since: 'since {at}', shipped: 'shipped default', by: 'by {who}', idle: 'Not in use', fault: 'Unreadable', never: 'Not alone' },
    source: { shipped: 'comes with the program', uploaded: 'uploaded by {who}, {at}' },
    unverifiedOf: '{n} not checked', clauseCount: '{n} clauses',
    panel: {
      label: 'Rule pack', clauses: 'Clauses', parameters: 'Parameters', diff: 'Compare', text: 'Text', log: 'History', document: 'Document', citation: 'Citation', source: 'Source', about: 'About', kind: 'Kind',
      unverified: 'Nobody has checked this pack against the original: nothing in it is settled. Find the document and check it before use', someUnverified: 'Not checked against the original: {n} of the clauses; they are marked', fault: 'This version cannot be read: {fault}',
      hints: 'Worth a look', hintLine: 'Line {line}', activate: 'Activate version {v}', deactivate: 'Deactivate', draft: 'Draft a new version', noClauses: 'This pack has no clauses', noParameters: 'No parameters', noHistory: 'Never activated',
      production: 'Production measures', indicators: 'Shares', gap: 'the document does not say', minPercent: 'at least {n} %',
    },
    clause: { allGrades: 'all grades', unverifiedGrade: '{g} (not checked)', unknown: 'If not known', when: 'Condition', exempt: 'Exempt', exemptBy: 'see {evidence}', board: 'Board', advice: 'Advice', held: 'When held', warns: 'calls for: {level}', citation: 'Citation', more: 'Condition and wording' },
    parameter: { name: 'Parameter', value: 'Value', from: 'From', ever: 'always', range: '{min}–{max}', required: 'given by the order or plan', today: 'now' },
    diff: { against: 'Compare with', pick: 'version {v}', none: 'Both versions say the same', only: 'There is only this version', added: 'new', removed: 'gone', changed: 'changed', pack: 'The pack itself', count: '{n} differences', before: 'Before', after: 'Now', empty: 'nothing', loading: 'Comparing' },
    part: { clauses: 'Clauses', parameters: 'Parameters', lets: 'Names', production: 'Production measures', indicators: 'Shares' },
    member: {
      text: 'Told to drivers', held: 'When held', advice: 'Advice', held_advice: 'Advice when held', board: 'Board', when: 'Condition', outcome: 'Verdict', on_unknown: 'If not known', grades: 'Grades', unverified_grades: 'Unchecked grades', evidence: 'Evidence',
      citation: 'Citation', exemptions: 'Exemptions', group: 'Kind', values: 'Values', is: 'Condition', min: 'Least', max: 'Most', title: 'Name', document: 'Document', valid_from: 'Begins', valid_to: 'Ends', about: 'About', region: 'Region', industry: 'Industry',
      warns: 'Calls for', percent: 'Percent', base_method: 'Base', target: 'Target', verb: 'Measure', level: 'Level', counts: 'Counts if', rest: 'Others must', min_percent: 'At least', type: 'Type', required: 'Required', clause_count: 'Clauses', unverified_count: 'Unchecked clauses',
    },
    hole: { stage: 'stage', class: 'class', warning: 'warning', doubt: 'what is missing', grade: 'grade', share_qualifying: 'clean trucks', share_total: 'all trucks', admitted_today: 'admitted today', quota: 'quota', max_stage: 'highest stage', min_stage: 'lowest stage', share_percent: 'clean share (%)', from: 'begins', to: 'ends', fuels: 'fuels', quota_per_day: 'quota a day' },
    log: { upload: 'Upload', activate: 'Activate', deactivate: 'Deactivate', from: 'from {at}', atOnce: 'at once', ledger: 'ledger entry {n}', column: { at: 'Time', action: 'Action', pack: 'Pack', version: 'Version', from: 'From', note: 'Note', by: 'By', index: 'Ledger' }, empty: 'No pack was activated yet', upTo: 'version {v}' },
    uploadBox: {
      title: 'Upload a rule pack', toml: 'Text of the pack (TOML)', file: 'Choose a file', note: 'Note', noteHelp: 'e.g. as revised in 2026', go: 'Check and upload', busy: 'Checking', faults: '{n} faults: not uploaded', line: 'Line {line}', fixed: 'Mend them and upload again', too: 'The file is too large: at most 512 kB',
      about: 'It is checked and kept in the ledger. Nothing is judged by it before it is activated.', empty: 'Paste the text of a pack, or choose a .toml file',
    },
    act: {
      title: 'Activate {title}, version {v}', offTitle: 'Deactivate {title}', replaces: 'Takes the place of {title} version {v}: the next vehicle is judged by it', beside: 'Counts beside the packs in use, from the next vehicle on', off: 'From the next vehicle on it no longer counts; old records stay',
      unverified: 'Some clauses were not checked against the original and are not settled', when: 'When', now: 'At once', later: 'At a time', at: 'Begins', past: 'A time to come', note: 'Note', noteHelp: 'The ground for it, such as a document number; goes into the ledger', go: 'Activate version {v}', goLater: 'Schedule version {v}', offGo: 'Deactivate', done: '{title} version {v} is in use', later_done: '{title} version {v} will begin then', offDone: '{title} is out of use', uploaded: '{title} version {v} is uploaded and not yet in use',
    },
  },
}
