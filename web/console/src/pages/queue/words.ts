export default {
  zh: {
    title: '待核定', empty: '没有待核定的车辆', emptyHelp: '阶段未知、只有推定或来源矛盾的车进厂后会列在这里', sub: '{n}辆', subOverdue: '{n}辆，{late}辆已超过期限',
    column: { plate: '号牌', deadline: '核定期限', why: '为什么', likely: '现在知道的', look: '自动查询', seen: '最近来', passages: '来过', photo: '照片' },
    late: '超过{t}', left: '还剩{t}', times: '{n}次', never: '没有来过', noLook: '没有查询过',
    panel: { label: '待核定车辆', photo: '最近一次通行', noPhoto: '没有照片', passage: '看通行记录', register: '车辆档案', state: '按证明补登', open: '{at} {lane}', done: '已核定，不再待核定' },
  },
  en: {
    title: 'To settle', empty: 'Nothing to settle', emptyHelp: 'Vehicles come here when their stage is unknown, only inferred, or in conflict', sub: '{n} vehicles', subOverdue: '{n} vehicles, {late} overdue',
    column: { plate: 'Plate', deadline: 'Settle by', why: 'Why', likely: 'Known so far', look: 'Look-up', seen: 'Last seen', passages: 'Came', photo: 'Photo' },
    late: '{t} late', left: '{t} left', times: '{n} times', never: 'Never came', noLook: 'Not looked up',
    panel: { label: 'Vehicle to settle', photo: 'Last passage', noPhoto: 'No photo', passage: 'Passages', register: 'Registry', state: 'State from a paper', open: '{at}, {lane}', done: 'Settled' },
  },
}
