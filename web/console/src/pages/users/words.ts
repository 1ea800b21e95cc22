export default {
  zh: {
    title: '用户', views: { people: '用户', tokens: '接口令牌' }, sub: '{n}个在用', empty: '还没有用户', add: '添加用户', column: { name: '姓名', username: '用户名', role: '角色', last: '最近登录', created: '添加时间', state: '状态' }, never: '还没有登录过', on: '在用', off: '已停用',
    roleHelp: { viewer: '看所有记录，个人信息打码', guard: '再加：处理待核实、抬杆、车道模式', manager: '再加：车辆、名单、预警、设备、大屏', admin: '再加：用户、令牌、恢复抬杆' },
    form: { title: '添加用户', edit: '修改用户', username: '用户名', usernameHelp: '登录时输入，写进台账，不能改', name: '姓名', nameHelp: '页面上显示', role: '角色', go: '添加，生成设置链接', save: '保存' },
    link: { title: '把链接发给{name}', about: '打开链接设置密码，只能用一次，{at}前有效。', copy: '复制链接', done: '已发，关闭' }, reset: '重设密码', resetTitle: '重设{name}的密码？', resetAbout: '生成一个新链接。用链接设了新密码，旧密码才失效。', resetGo: '生成链接', disable: '停用', enable: '恢复使用', disableTitle: '停用{name}？', disableAbout: '马上退出登录，不能再登录。台账里的用户名保留。',
    tokens: { about: '给别的系统用，例如办公自动化读取台账', empty: '还没有令牌', add: '添加令牌', label: '用途', labelHelp: '例如：办公自动化系统读取台账', role: '权限', created: '添加时间', go: '生成令牌', shownTitle: '记下令牌', shown: '只显示这一次，填进要用它的系统。', copy: '复制令牌', done: '已记下，关闭', revoke: '撤销', revokeTitle: '撤销“{label}”？', revokeAbout: '用它的系统马上连不上。', revokeGo: '撤销令牌' },
  },
  en: {
    title: 'Users', views: { people: 'Users', tokens: 'Tokens' }, sub: '{n} active', empty: 'No users', add: 'Add user', column: { name: 'Name', username: 'User name', role: 'Role', last: 'Last sign-in', created: 'Added', state: 'State' }, never: 'Never', on: 'Active', off: 'Disabled',
    roleHelp: { viewer: 'Sees all, personal data masked', guard: 'And: holds, lifts, lane modes', manager: 'And: vehicles, lists, warnings, devices, board', admin: 'And: users, tokens, restart after a stop' },
    form: { title: 'Add a user', edit: 'Edit user', username: 'User name', usernameHelp: 'For signing in and in the ledger; fixed', name: 'Name', nameHelp: 'Shown on the pages', role: 'Role', go: 'Add and make a link', save: 'Save' },
    link: { title: 'Send this link to {name}', about: 'It sets a password once, until {at}.', copy: 'Copy link', done: 'Sent, close' }, reset: 'Reset password', resetTitle: "Reset {name}'s password?", resetAbout: 'Makes a link. The old password ends when a new one is set.', resetGo: 'Make a link', disable: 'Disable', enable: 'Enable', disableTitle: 'Disable {name}?', disableAbout: 'Signed out at once. The name stays in the ledger.',
    tokens: { about: 'For other systems', empty: 'No tokens', add: 'Add token', label: 'Used for', labelHelp: 'E.g. office system reads the ledger', role: 'Rights', created: 'Added', go: 'Make a token', shownTitle: 'Keep this token', shown: 'Shown this once; enter it in the system that uses it.', copy: 'Copy token', done: 'Kept, close', revoke: 'Revoke', revokeTitle: 'Revoke “{label}”?', revokeAbout: 'The system that uses it is cut off at once.', revokeGo: 'Revoke token' },
  },
}
