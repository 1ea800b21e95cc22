import { form, measure } from './words-forms'
import { log, rehearsal } from './words-work'

export default {
  zh: {
    title: '预警', none: '没有预警', noneAbout: '执行日常管理要求', failed: '没有更新，{why}', ledger: '台账第{n}条', label: '预警的内容', loading: '正在读取预警',
    parts: { now: '现在', course: '经过', log: '执行记录', rehearsal: '演练' },
    start: '启动预警', change: '升级或降级', extend: '延长', lift: '解除预警', addMeasure: '加措施', rehearse: '先演练', withdraw: '取消',
    since: '{at}生效', running: '已执行{t}', openEnd: '没有说何时结束', until: '预计{at}结束', overdue: '预计结束时间已过，预警仍在执行。解除，或延长', others: '同时执行', other: '{level}，{at}生效', endsAt: '{at}解除',
    facts: { from: '生效', end: '预计结束', region: '范围', order: '文件', list: '减排清单版本' }, noOrder: '没有登记文件', noList: '没有填写', download: '下载文件', regionOwn: '本厂所在地', region: { county: '本区县（{code}）', city: '全市（{code}）', province: '全省（{code}）', other: '{code}' },
    coming: { title: '将要变化', start: '启动{level}', raise: '升为{level}', lower: '降为{level}', lift: '解除{level}', by: '还有{t}', none: '没有已定的变化' },
    measures: '正在执行的措施', production: '生产措施', transport: '运输措施', orders: '文件追加的措施', drivers: '给司机', noMeasures: '这一级还没有写措施', template: { BAN_STAGE: '按排放阶段禁止货车', STOP_ROAD: '停止公路运输', QUOTA: '进厂货车配额', WINDOW: '规定时段禁止进厂', MACHINE_BAN: '停用高排放机械', other: '按{code}执行' }, noOrders: '没有追加的措施', exempt: '不适用：{list}', quota: '今天已放行{n}辆', whole: '到预警解除', fromTo: '{from}至{to}', onlyFrom: '{from}起', faulty: '读不懂这条措施，车辆一律待核实：{why}', planned: '未开始', ended: '已结束', proof: '{done}项有证明，共{all}项', noneToProve: '没有要证明的措施', openLog: '看执行记录',
    plan: '一厂一策', planAbout: '启动后大屏、车道规则按这里执行', editPlan: '改措施',
    course: { none: '还没有启动过预警', noneHelp: '收到预警通知后启动；先演练可以看到谁会被禁止', state: { now: '执行中', planned: '未生效', ended: '已解除', withdrawn: '已取消' }, period: '{from}至{to}', openPeriod: '{from}起', neverPeriod: '原定{from}起', cancelled: '没有生效，被后来的决定代替', move: { start: '启动{level}', raise: '升为{level}', lower: '降为{level}', extend: '延长到{at}', lift: '解除', measures: '加措施：{what}' }, effective: '{at}生效', end: '预计{at}结束', list: '减排清单{list}', },
    form: form.zh, param: measure.zh.param, word: measure.zh.word, fault: measure.zh.fault, order: measure.zh.order, condition: measure.zh.condition, log: log.zh, rehearsal: rehearsal.zh,
    preview: '启动后', drive: '车道对司机的要求',
  },
  en: {
    title: 'Warnings', none: 'No warning', noneAbout: 'Daily rules apply', failed: 'Not updated, {why}', ledger: 'Ledger no. {n}', label: 'What to see of warnings', loading: 'Reading the warnings',
    parts: { now: 'Now', course: 'History', log: 'Execution log', rehearsal: 'Rehearsal' },
    start: 'Start a warning', change: 'Raise or lower', extend: 'Extend', lift: 'End it', addMeasure: 'Add a measure', rehearse: 'Rehearse first', withdraw: 'Withdraw',
    since: 'Since {at}', running: 'in force for {t}', openEnd: 'No end was named', until: 'Expected to end {at}', overdue: 'The expected end has passed and the warning is still in force. End it, or extend it', others: 'Also in force', other: '{level}, since {at}', endsAt: 'Ends {at}',
    facts: { from: 'In force from', end: 'Expected end', region: 'Region', order: 'Order', list: 'Reduction list' }, noOrder: 'No order is filed', noList: 'Not entered', download: 'Download the order', regionOwn: 'Where the plant lies', region: { county: 'County ({code})', city: 'City ({code})', province: 'Province ({code})', other: '{code}' },
    coming: { title: 'To come', start: '{level} starts', raise: 'Raised to {level}', lower: 'Lowered to {level}', lift: '{level} ends', by: 'in {t}', none: 'No change is scheduled' },
    measures: 'Measures in force', production: 'Production', transport: 'Transport', orders: 'Added by orders', drivers: 'For drivers', noMeasures: 'No measures are written for this level', template: { BAN_STAGE: 'Trucks banned by stage', STOP_ROAD: 'No road transport', QUOTA: 'Quota of trucks', WINDOW: 'No entry in certain hours', MACHINE_BAN: 'Old machines stand still', other: 'As in {code}' }, noOrders: 'No order added a measure', exempt: 'Not for: {list}', quota: '{n} admitted today', whole: 'until the warning ends', fromTo: '{from} to {to}', onlyFrom: 'from {from}', faulty: 'This measure cannot be read, so every vehicle is held: {why}', planned: 'Not yet', ended: 'Over', proof: '{done} of {all} have a proof', noneToProve: 'No measure needs a proof', openLog: 'Open the log',
    plan: "The plant's plan", planAbout: 'Board and lanes follow it once a warning starts', editPlan: 'Edit measures',
    course: { none: 'There has been no warning', noneHelp: 'Start one when a notice arrives; a rehearsal shows who would be refused', state: { now: 'In force', planned: 'Scheduled', ended: 'Ended', withdrawn: 'Withdrawn' }, period: '{from} to {to}', openPeriod: 'from {from}', neverPeriod: 'was to begin {from}', cancelled: 'Never counted, a later decision took its place', move: { start: '{level} started', raise: 'Raised to {level}', lower: 'Lowered to {level}', extend: 'Extended to {at}', lift: 'Ended', measures: 'Measure added: {what}' }, effective: 'in force {at}', end: 'expected to end {at}', list: 'reduction list {list}', },
    form: form.en, param: measure.en.param, word: measure.en.word, fault: measure.en.fault, order: measure.en.order, condition: measure.en.condition, log: log.en, rehearsal: rehearsal.en,
    preview: 'Once started', drive: 'What drivers must meet',
  },
}
