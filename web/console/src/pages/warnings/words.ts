export default {
  zh: {
    title: '预警', none: '没有预警', noneAbout: '执行日常管理要求', since: '{at}启动，已执行{t}', start: '启动预警', change: '升级或降级', extend: '延长', lift: '解除预警', measures: '正在执行的措施', drivers: '给司机', noMeasures: '这一级还没有写措施', editPlan: '改措施', plan: '一厂一策', planAbout: '启动后大屏、车道规则按这里执行', history: '经过', noHistory: '还没有启动过预警', failed: '没有更新，{why}', ledger: '台账第{n}条',
    action: { start: '启动', change: '改为', lift: '解除', extend: '延长到', measures: '加措施' }, at: '{at}',
    form: { level: '级别', effective: '生效时间', end: '预计结束', endHelp: '不知道就不填', newEnd: '延长到', number: '文号', title: '文件名称', issuer: '发布单位', orderHelp: '写进台账', future: '结束要晚于现在', same: '与现在的级别相同', startTitle: '启动预警', changeTitle: '改变预警级别', extendTitle: '延长预警', liftTitle: '解除预警', startGo: '启动{level}', startPick: '启动预警', changeGo: '改为{level}', changePick: '改变级别', extendGo: '延长', liftGo: '解除{level}', liftAbout: '解除后车道和大屏马上回到日常要求。' },
    preview: '启动后', drive: '车道对司机的要求',
  },
  en: {
    title: 'Warnings', none: 'No warning', noneAbout: 'Daily rules apply', since: 'Since {at}, for {t}', start: 'Start a warning', change: 'Raise or lower', extend: 'Extend', lift: 'End it', measures: 'Measures in force', drivers: 'For drivers', noMeasures: 'No measures are written for this level', editPlan: 'Edit measures', plan: "The plant's plan", planAbout: 'Board and lanes follow it once a warning starts', history: 'History', noHistory: 'There has been no warning', failed: 'Not updated, {why}', ledger: 'Ledger no. {n}',
    action: { start: 'Started', change: 'Changed to', lift: 'Ended', extend: 'Extended to', measures: 'Measures added' }, at: '{at}',
    form: { level: 'Level', effective: 'In force from', end: 'Expected end', endHelp: 'Empty if not known', newEnd: 'Extend to', number: 'Order no.', title: 'Order', issuer: 'Issuer', orderHelp: 'Goes into the ledger', future: 'Must be in the future', same: 'This is the level now', startTitle: 'Start a warning', changeTitle: 'Change the level', extendTitle: 'Extend the warning', liftTitle: 'End the warning', startGo: 'Start {level}', startPick: 'Start', changeGo: 'Change to {level}', changePick: 'Change', extendGo: 'Extend', liftGo: 'End {level}', liftAbout: 'Lanes and board return to daily rules at once.' },
    preview: 'Once started', drive: 'What drivers must meet',
  },
}
