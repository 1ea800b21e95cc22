export default {
  zh: {
    title: '首次设置', leave: '随时可以退出，已填内容不会丢', exit: '退出设置', head: '6步完成设置', about: '约20分钟', back: '上一步', next: '下一步',
    step: { password: '设置密码', plant: '填写厂区信息', lanes: '添加出入口和车道', cameras: '添加相机', vehicles: '导入车辆', observe: '开始观察' },
    sub: { plantOpen: '大屏要公示的内容', lanesOpen: '有几个门，几条车道', lanes: '{gates}个出入口，{lanes}条车道', cameras: '已接通{n}台，共{all}台', camerasOpen: '每条车道一台', vehicles: '可以以后再导入', vehiclesDone: '已导入{n}辆', observe: '先只记录，不拦车' },
    plant: {
      title: '填写厂区信息', about: '这些内容会公示在门口的大屏上，以后可以在“大屏设置”里改。', name: '企业名称', region: '行政区划代码', regionHelp: '6位，营业执照或环保系统里有', regionBad: '要6位数字', industry: '行业',
      generic: '通用', industryRules: '按哪一套绩效分级规则判定', industryName: '行业类别', industryHelp: '大屏上显示', grade: '绩效等级', district: '行政区', legal: '企业法人', legalPhone: '企业法人电话', responsible: '措施落实负责人', responsiblePhone: '负责人电话', phoneHelp: '大屏上只显示前3位', remark: '备注', save: '保存，下一步',
      shows: '大屏上这样显示',
    },
    lanes: {
      title: '添加出入口和车道', about: '一条车道是一台道闸管的那一条路。进和出分开的，各算一条。', gate: '出入口名称', gateNew: '添加出入口', lane: '车道名称', direction: '方向', laneNew: '添加车道', remove: '去掉{name}',
      gateDefault: '{n}号门', laneDefault: '{n}号车道', save: '保存，下一步', empty: '至少要1个出入口和1条车道', nameless: '名称不能空着', observe: '新车道先设为“观察”：所有车都放行，只记录本应怎样。',
    },
    cameras: {
      title: '添加相机', about: '把下面的地址填进相机。相机发来第一条消息，这里就会变绿。', kind: '{lane}用哪种相机', address: '相机地址', addressHelp: '要由清门抬杆时填，例如 http://192.168.1.64', network: '相机所在网段', networkHelp: '只收这个网段来的消息，例如 192.168.1.0/24',
      user: '相机用户名', password: '相机密码', make: '生成填写地址', skip: '先跳过这台', nextOne: '添加下一台：{lane}', last: '下一步：导入车辆', wait: '收到消息后可以继续', known: '这台相机已经添加', knownHelp: '密钥只显示一次。相机里已经填好的不用动；要重新填，就换一个新密钥，旧的马上失效。',
      rotate: '换新密钥', again: '换一种相机', state: { connected: '已接通', waiting: '正在等', none: '未添加' },
    },
    listen: {
      waiting: '正在等第一条消息', how: '让一辆车开过车道，或在相机页面点“测试”', help: '5分钟没有消息？先看相机能否打开 {url}，再查防火墙。', helpNow: '还没有消息。先看相机能否打开 {url}，再查防火墙。', steps: '逐项排查',
      list: ['相机和服务器能互相 ping 通', '相机里的 IP 地址、端口与左边完全一致', '服务器防火墙放行端口 {port}', '相机的识别功能已打开，车道线画在路面上', '相机里的推送开关已打开并保存'],
      connected: '{lane}相机已接通', wrong: '收到消息，但不能用', check: { secret: '密钥', format: '消息格式', clock: '时钟', recognition: '识别结果' }, sure: '把握{n}%', lost: '与服务器断开，正在重连', first: '先在左边选相机', firstHelp: '选好以后，这里开始等它的第一条消息',
    },
    vehicles: { title: '导入车辆', about: '有车辆表的先导入，没有登记的车也会照常记录。', later: '以后再导入', next: '下一步：开始观察' },
    observe: {
      title: '开始观察', about: '所有车道先按“观察”运行至少1天。', passes: '每辆车都放行', passesMore: '道闸照常抬起，司机感觉不到变化', notes: '每次都记下本应怎样', notesMore: '准许、禁止还是待核实，按现在的规则和车辆档案',
      report: '1天后给你一份报告', reportMore: '哪些车会被拦、为什么、还有多少车没有登记', change: '看过报告再改为“自动”', changeMore: '每条车道单独改，随时可以改回', done: '开始观察，去总览', notYet: '{lane}现在是“{mode}”', make: '全部改为观察',
    },
  },
  en: {
    title: 'First set-up', leave: 'Leave whenever you like, nothing is lost', exit: 'Leave', head: 'Six steps', about: 'About 20 minutes', back: 'Back', next: 'Next',
    step: { password: 'Set a password', plant: 'Plant facts', lanes: 'Gates and lanes', cameras: 'Cameras', vehicles: 'Import vehicles', observe: 'Start observing' },
    sub: { plantOpen: 'What the board shows', lanesOpen: 'How many gates and lanes', lanes: 'Gates: {gates}, lanes: {lanes}', cameras: '{n} of {all} connected', camerasOpen: 'One per lane', vehicles: 'May be done later', vehiclesDone: '{n} imported', observe: 'Record only, stop nobody' },
    plant: {
      title: 'Plant facts', about: 'The board at the gate shows them; change them later under Board settings.', name: 'Company', region: 'Region code', regionHelp: '6 digits, on the business licence', regionBad: '6 digits', industry: 'Industry',
      generic: 'General', industryRules: 'Which grading rules judge', industryName: 'Industry in full', industryHelp: 'Shown on the board', grade: 'Grade', district: 'District', legal: 'Legal representative', legalPhone: "Rep's phone", responsible: 'Responsible person', responsiblePhone: 'Their phone', phoneHelp: 'The board shows 3 digits', remark: 'Remark', save: 'Save and go on',
      shows: 'How the board shows it',
    },
    lanes: {
      title: 'Gates and lanes', about: 'A lane is the way of one barrier. Separate ways in and out are two lanes.', gate: 'Gate name', gateNew: 'Add a gate', lane: 'Lane name', direction: 'Direction', laneNew: 'Add a lane', remove: 'Remove {name}',
      gateDefault: 'Gate {n}', laneDefault: 'Lane {n}', save: 'Save and go on', empty: 'At least one gate and one lane', nameless: 'A name is missing', observe: 'New lanes begin in “observe”: all pass, and what should have happened is recorded.',
    },
    cameras: {
      title: 'Cameras', about: 'Enter this address in the camera. Its first message turns this green.', kind: 'Which camera stands at {lane}', address: 'Camera address', addressHelp: 'For opening the barrier, e.g. http://192.168.1.64', network: 'Camera network', networkHelp: 'Messages from elsewhere are refused, e.g. 192.168.1.0/24',
      user: 'Camera user', password: 'Camera password', make: 'Make the address', skip: 'Skip this one', nextOne: 'Next camera: {lane}', last: 'Next: import vehicles', wait: 'Goes on after the first message', known: 'This camera is here already', knownHelp: 'Its secret is shown once. What the camera has stays valid; a new secret ends the old one at once.',
      rotate: 'New secret', again: 'Another make', state: { connected: 'connected', waiting: 'waiting', none: 'not added' },
    },
    listen: {
      waiting: 'Waiting for the first message', how: 'Let a vehicle pass, or press “Test” in the camera', help: 'Nothing after 5 minutes? See whether the camera can open {url}, then the firewall.', helpNow: 'Still nothing. See whether the camera can open {url}, then the firewall.', steps: 'Step by step',
      list: ['Camera and server can ping each other', 'Address and port in the camera equal those on the left', "The server's firewall admits port {port}", 'Recognition is on and its line lies on the road', 'Pushing is switched on and saved'],
      connected: 'The camera of {lane} is connected', wrong: 'A message came, but is of no use', check: { secret: 'Secret', format: 'Format', clock: 'Clock', recognition: 'Recognition' }, sure: '{n}% sure', lost: 'Server not reached, trying again', first: 'Choose the camera on the left', firstHelp: 'Then this waits for its first message',
    },
    vehicles: { title: 'Import vehicles', about: 'Import your table if you have one; others are recorded all the same.', later: 'Later', next: 'Next: start observing' },
    observe: {
      title: 'Start observing', about: 'All lanes run in “observe” for at least a day.', passes: 'Every vehicle passes', passesMore: 'Barriers open as before', notes: 'What should have happened is recorded', notesMore: "Admit, refuse or hold by today's rules and registry",
      report: 'After a day there is a report', reportMore: 'Who would be stopped, why, and how many are not registered', change: 'Then change to “automatic”', changeMore: 'Each lane alone, and back at any time', done: 'Observe, go to the overview', notYet: '{lane} is “{mode}” now', make: 'All to observe',
    },
  },
}
