export default {
  zh: {
    title: '设备', empty: '还没有设备', emptyHelp: '跟着首次设置做，每条车道添加一台相机', first: '去首次设置', add: '添加相机', report: '观察报告', ok: '{ok}/{n}正常',
    column: { state: '状态', name: '名称', lane: '车道', kind: '品牌', last: '最近消息', clock: '时钟', movement: '抬杆佐证', address: '地址', id: '编号' },
    state: { never: '没有消息', ok: '正常', silent: '无消息', problem: '有问题' }, fast: '快{t}', slow: '慢{t}', exact: '准', unknownClock: '未知', moved: '{t}', noMovement: '没有看到过', noAddress: '只收消息',
    probe: '探测', probing: '正在探测', reached: '{ms}毫秒应答', notReached: '没有应答', rotate: '换新密钥', rotateTitle: '给{name}换新密钥？', rotateAbout: '旧密钥马上失效。在相机里填好新地址以前，这台相机的消息收不到，车道由门卫处理。', rotateGo: '换新密钥', edit: '修改', remove: '删除', removeTitle: '删除{name}？', removeAbout: '以后不再收它的消息。已有的记录和照片都保留。',
    form: { title: '添加相机', edit: '修改设备', name: '名称', nameHelp: '例如：2号车道相机', lane: '车道', kind: '品牌', address: '相机地址', addressHelp: '要由清门抬杆时填', network: '来源网段', networkHelp: '只收这个网段来的消息', user: '用户名', password: '密码', keep: '不改就空着', save: '保存', make: '添加' },
    panel: { facts: '情况', connect: '接入', label: '设备', last: '最近消息', clock: '时钟', movement: '抬杆佐证', address: '相机地址', url: '推送地址', help: '密钥不显示；忘了就换新密钥', limit: '超过30秒的记录会被监管平台退回' },
  },
  en: {
    title: 'Devices', empty: 'No device yet', emptyHelp: 'The first set-up adds one camera per lane', first: 'To first set-up', add: 'Add camera', report: 'Observe report', ok: '{ok} of {n} fine',
    column: { state: 'State', name: 'Name', lane: 'Lane', kind: 'Make', last: 'Last message', clock: 'Clock', movement: 'Proof of lift', address: 'Address', id: 'ID' },
    state: { never: 'No message', ok: 'Fine', silent: 'Silent', problem: 'Problem' }, fast: '{t} fast', slow: '{t} slow', exact: 'Exact', unknownClock: 'Unknown', moved: '{t}', noMovement: 'Never seen', noAddress: 'Push only',
    probe: 'Probe', probing: 'Probing', reached: 'Answered in {ms} ms', notReached: 'No answer', rotate: 'New secret', rotateTitle: 'New secret for {name}?', rotateAbout: 'The old one ends at once. Until the camera has the new address its messages are lost and the guard works the lane.', rotateGo: 'Make a new secret', edit: 'Edit', remove: 'Remove', removeTitle: 'Remove {name}?', removeAbout: 'Its messages are no longer taken. Records and photos stay.',
    form: { title: 'Add a camera', edit: 'Edit device', name: 'Name', nameHelp: 'E.g. camera of lane 2', lane: 'Lane', kind: 'Make', address: 'Camera address', addressHelp: 'For opening the barrier', network: 'Source network', networkHelp: 'Messages from elsewhere are refused', user: 'User', password: 'Password', keep: 'Empty = unchanged', save: 'Save', make: 'Add' },
    panel: { facts: 'State', connect: 'Connection', label: 'Device', last: 'Last message', clock: 'Clock', movement: 'Proof of lift', address: 'Camera address', url: 'Push address', help: 'The secret is not shown; make a new one if lost', limit: 'Beyond 30 s the bureau rejects its records' },
  },
}
