export default {
  zh: {
    title: '操作日志', views: { operations: '操作', logins: '登录' }, sub: '谁在什么时候改了什么，只增不改', empty: '这段时间没有操作', emptyLogins: '还没有人登录过', days: '日期', actor: '操作人',
    column: { at: '时间', actor: '操作人', role: '角色', action: '操作', target: '对象', result: '结果', index: '台账序号', username: '用户名', address: '地址', outcome: '结果' }, noIndex: '不入台账', noTarget: '全厂',
    result: { ok: '完成', refused: '没有权限', failed: '没有完成（{n}）' }, outcome: { ok: '登录', wrong: '密码不对', locked: '连错5次，已锁定', signed_out: '退出' },
    action: {
      signIn: '登录', signOut: '退出', useSetup: '用链接设密码', changePassword: '改密码', createUser: '添加用户', changeUser: '修改用户', resetUser: '重设密码', createToken: '生成令牌', revokeToken: '撤销令牌', createBoardKey: '生成大屏地址', revokeBoardKey: '停用大屏地址',
      putPlant: '改厂区信息', createGate: '改出入口', createLane: '改车道', changeLane: '改车道模式', patchLane: '改车道模式', openLane: '手动抬杆', putKillSwitch: '停止或恢复抬杆', createDevice: '添加设备', changeDevice: '修改设备', removeDevice: '删除设备', probeDevice: '探测设备', rotateDeviceSecret: '换设备密钥', createDeviceSecret: '换设备密钥',
      resolvePassage: '处理待核实', amendPassage: '更正号牌', handOverShift: '交接班', putVehicle: '改车辆资料', confirmVehicle: '确认车辆资料', addEvidence: '添加凭证', importVehicles: '导入车辆', createImport: '上传导入文件', applyImport: '导入车辆', cancelImport: '停止导入', exportVehicles: '导出车辆', addListItem: '加入名单', removeListItem: '移出名单',
      startWarning: '启动预警', changeWarning: '改变预警级别', extendWarning: '延长预警', liftWarning: '解除预警', addWarningMeasures: '加预警措施', putPlan: '改一厂一策', logExecution: '记录措施执行', addDocument: '上传文件', rehearse: '演练', uploadRulePack: '上传规则包', activateRulePack: '启用规则包', deactivateRulePack: '停用规则包', previewDecision: '试判定', createDecision: '试判定', putPreference: '保存页面设置',
    },
    list: { allow: '准许名单', deny: '禁止名单', watch: '关注名单' },
  },
  en: {
    title: 'Operations', views: { operations: 'Operations', logins: 'Sign-ins' }, sub: 'Who changed what and when', empty: 'Nothing in these days', emptyLogins: 'Nobody has signed in', days: 'Days', actor: 'By',
    column: { at: 'Time', actor: 'By', role: 'Role', action: 'Operation', target: 'On', result: 'Result', index: 'Ledger no.', username: 'User name', address: 'Address', outcome: 'Result' }, noIndex: 'Not in the ledger', noTarget: 'Plant',
    result: { ok: 'Done', refused: 'Not allowed', failed: 'Not done ({n})' }, outcome: { ok: 'Signed in', wrong: 'Wrong password', locked: 'Locked after 5 failures', signed_out: 'Signed out' },
    action: {
      signIn: 'Sign in', signOut: 'Sign out', useSetup: 'Use a link', changePassword: 'Change password', createUser: 'Add user', changeUser: 'Edit user', resetUser: 'Reset password', createToken: 'Make token', revokeToken: 'Revoke token', createBoardKey: 'Make board address', revokeBoardKey: 'End board address',
      putPlant: 'Edit plant', createGate: 'Edit gate', createLane: 'Edit lane', changeLane: 'Lane mode', patchLane: 'Lane mode', openLane: 'Manual lift', putKillSwitch: 'Stop or restart lifting', createDevice: 'Add device', changeDevice: 'Edit device', removeDevice: 'Remove device', probeDevice: 'Probe device', rotateDeviceSecret: 'New device secret', createDeviceSecret: 'New device secret',
      resolvePassage: 'Resolve hold', amendPassage: 'Amend plate', handOverShift: 'Hand over', putVehicle: 'Edit vehicle', confirmVehicle: 'Confirm vehicle', addEvidence: 'Add evidence', importVehicles: 'Import vehicles', createImport: 'Upload import', applyImport: 'Import vehicles', cancelImport: 'Stop import', exportVehicles: 'Export vehicles', addListItem: 'Add to list', removeListItem: 'Remove from list',
      startWarning: 'Start warning', changeWarning: 'Change warning', extendWarning: 'Extend warning', liftWarning: 'End warning', addWarningMeasures: 'Add measures', putPlan: 'Edit plan', logExecution: 'Log a measure', addDocument: 'Upload a document', rehearse: 'Rehearse', uploadRulePack: 'Upload rule pack', activateRulePack: 'Activate rule pack', deactivateRulePack: 'Deactivate rule pack', previewDecision: 'Try a decision', createDecision: 'Try a decision', putPreference: 'Save view',
    },
    list: { allow: 'Allow list', deny: 'Deny list', watch: 'Watch list' },
  },
}
