export default {
  zh: {
    title: '大屏设置', about: '右边就是大屏现在的样子，改了再保存', parts: { facts: '公示内容', texts: '文字', measures: '措施', screens: '大屏地址' }, save: '保存', saved: '已保存，大屏已更新', unsaved: '还没有保存', failed: '没有更新，{why}', reset: '放弃修改',
    view: { none: '没有预警', yellow: '黄色', orange: '橙色', red: '红色', admit: '准许', refuse: '禁止', hold: '待核实' }, size: { std: '16:9', wide: '32:9' }, preview: '大屏预览', situation: '看哪种情形', shape: '屏幕',
    facts: { name: '企业名称', region: '行政区划代码', regionHelp: '6位数字', grade: '管控类型', industry: '行业', industryName: '行业类别', district: '行政区', legal: '企业法人', legalPhone: '企业法人电话', responsible: '措施落实负责人', responsiblePhone: '负责人电话', phoneHelp: '大屏上只显示前3位', remark: '备注', url: '登记网址', urlHelp: '司机扫码打开的网址；不填就不显示二维码' },
    poster: { title: '二维码海报', open: '打印{gate}的海报', first: '先填写并保存登记网址', none: '还没有出入口' },
    texts: { title: '标题', footer: '页脚', noWarning: '没有预警时', admit: '准许时', refuse: '禁止时', hold: '待核实时', exit: '驶出时', headline: '大字', reason: '理由', refuseReason: '理由按判定显示，不能改', admitS: '准许显示', refuseS: '禁止显示', seconds: '秒', official: '默认是规定用语；空着就用默认' },
    measures: { about: '来自一厂一策；加粗的给司机看，显示在白色横条上', edit: '到一厂一策修改', none: '这一级还没有措施' },
    screens: { about: '每块大屏用自己的地址，在大屏的浏览器里打开', make: '生成大屏地址', photos: '显示通行照片', photosNo: '不显示照片', created: '{at}生成', end: '停用', endTitle: '停用这个大屏地址？', endAbout: '用它的大屏马上变成“地址已失效”。', shown: '只显示这一次', none: '还没有大屏地址', copy: '复制地址', adminOnly: '生成和停用大屏地址请找管理员' },
  },
  en: {
    title: 'Board settings', about: 'On the right is the board as it will be', parts: { facts: 'Plant', texts: 'Texts', measures: 'Measures', screens: 'Screens' }, save: 'Save', saved: 'Saved, the board shows it', unsaved: 'Not saved yet', failed: 'Not updated, {why}', reset: 'Discard',
    view: { none: 'No warning', yellow: 'Yellow', orange: 'Orange', red: 'Red', admit: 'Admit', refuse: 'Refuse', hold: 'Hold' }, size: { std: '16:9', wide: '32:9' }, preview: 'Board preview', situation: 'Situation', shape: 'Screen',
    facts: { name: 'Company', region: 'Region code', regionHelp: '6 digits', grade: 'Grade', industry: 'Industry', industryName: 'Industry shown', district: 'District', legal: 'Representative', legalPhone: 'Their phone', responsible: 'Responsible', responsiblePhone: "Responsible's phone", phoneHelp: 'The board shows 3 digits', remark: 'Remark', url: 'Public address', urlHelp: 'Opened by the QR code; empty = no code' },
    poster: { title: 'Posters with the code', open: 'Poster of {gate}', first: 'Save the public address first', none: 'No gate yet' },
    texts: { title: 'Title', footer: 'Foot', noWarning: 'No warning', admit: 'Admitted', refuse: 'Refused', hold: 'Held', exit: 'Leaving', headline: 'Headline', reason: 'Reason', refuseReason: 'The reason comes from the verdict', admitS: 'Admit stays', refuseS: 'Refuse stays', seconds: 's', official: 'The default is the official wording; empty = default' },
    measures: { about: "From the plant's plan; what is for drivers is bold, on the white band", edit: 'Edit the plan', none: 'No measures yet' },
    screens: { about: 'Each board has its own address, opened in its browser', make: 'Make a board address', photos: 'With photos', photosNo: 'Without photos', created: 'Made {at}', end: 'End', endTitle: 'End this address?', endAbout: 'Its board says at once that the address is void.', shown: 'Shown this once', none: 'No board address yet', copy: 'Copy address', adminOnly: 'Ask the administrator for board addresses' },
  },
}
