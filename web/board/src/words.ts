// Fixed words of the board. Everything official comes from the server.
import type { WarningLevel } from '@cleangate/shared/board'

export const LEVELS: { level: WarningLevel; name: string; response: string }[] = [
  { level: 'yellow', name: '黄色预警', response: 'Ⅲ' },
  { level: 'orange', name: '橙色预警', response: 'Ⅱ' },
  { level: 'red', name: '红色预警', response: 'Ⅰ' },
]

export const WORDS = {
  measures: '应急响应措施',
  noMeasures: '本级没有列出措施',
  more: (n: number) => `另有${n}项措施`,
  plan: '预警启动后执行以下措施',
  daily: '执行日常管理要求，进出厂车辆全部登记',
  live: '实时更新',
  stale: (duration: string) => `数据中断 ${duration}，车辆进出听门卫指挥`,
  lastTime: (time: string) => `最后更新 ${time}`,
  facts: ['行政区', '企业法人', '措施落实负责人', '行业类别', '管控类型', '备注'],
  none: '无',
  connecting: {
    title: '正在连接门禁服务器',
    lines: ['连接后自动显示公示内容', '车辆进出听门卫指挥'],
  },
  lost: {
    title: '连接不上门禁服务器',
    lines: ['检查服务器是否开机、网线是否插好', '接通后自动显示，不用操作本机', '车辆进出听门卫指挥'],
  },
  denied: {
    title: '大屏地址已失效',
    lines: ['在企业后台打开“大屏设置”里的“大屏地址”', '复制新的大屏地址', '在本机浏览器打开新地址'],
    foot: '车辆进出听门卫指挥',
  },
}
