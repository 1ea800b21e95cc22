export default {
  zh: {
    title: '通行记录', today: '今天{n}条', column: { time: '时间', plate: '号牌', lane: '车道', stage: '排放阶段', verdict: '判定', reason: '原因', outcome: '结果', lift: '抬杆', device: '相机', vehicle: '车辆类型', index: '台账序号' },
    days: '日期', plate: '号牌', lane: '车道', verdict: '判定', stage: '排放阶段', export: '导出 CSV', exporting: '正在导出，已读取{n}条', empty: '今天还没有车辆通行', bundleFailed: '证据包没有下载：{why}',
    stages: { 3: '国三及以下', 4: '国四', 5: '国五', 6: '国六', D: '电动', X: '未知' },
  },
  en: {
    title: 'Passages', today: '{n} today', column: { time: 'Time', plate: 'Plate', lane: 'Lane', stage: 'Stage', verdict: 'Verdict', reason: 'Reason', outcome: 'Outcome', lift: 'Barrier', device: 'Camera', vehicle: 'Vehicle', index: 'Ledger no.' },
    days: 'Days', plate: 'Plate', lane: 'Lane', verdict: 'Verdict', stage: 'Stage', export: 'Export CSV', exporting: 'Exporting, {n} rows read', empty: 'No vehicle has come today', bundleFailed: 'Evidence was not downloaded: {why}',
    stages: { 3: 'China 3 and below', 4: 'China 4', 5: 'China 5', 6: 'China 6', D: 'Electric', X: 'Unknown' },
  },
}
