// The makes of cameras, and what each calls the fields of its own menu, in its own order.
import type { Push } from '../../api/types'
import type { components } from '../../api/schema'
import { t } from '../../i18n'

export type DeviceKind = components['schemas']['NewDevice']['kind']
export const KINDS: DeviceKind[] = ['hikvision', 'vzenith', 'dahua-itsapi']

export interface PushField { key: string; label: string; value: string; copy: boolean }

/** Rows as the camera's menu asks for them. */
export function pushFields(kind: DeviceKind, id: string, push: Push): PushField[] {
  const row = (key: string, value: string, copy = true): PushField => ({ key, label: t(`makes.field.${key}`), value, copy })
  const protocol = row('protocol', push.scheme.toUpperCase(), false)
  const address = row('address', push.host)
  const port = row('port', String(push.port))
  if (kind === 'dahua-itsapi') return [row('server', push.host), port, row('deviceId', id)]
  if (kind === 'vzenith') return [address, port, row('pushPath', push.path)]
  return [protocol, address, port, row('url', push.path)]
}
/** Whether the whole address goes into one box somewhere. */
export const hasUrl = (kind: DeviceKind): boolean => kind !== 'dahua-itsapi'

/** The secret stands in the address once, when it is made; later answers leave it out. */
export function wholePush(push: Push, path: string | undefined): Push {
  if (!path || push.path === path) return push
  const host = push.host.includes(':') ? `[${push.host}]` : push.host
  return { ...push, path, url: `${push.scheme}://${host}:${push.port}${path}` }
}

export const makesWords = {
  zh: {
    kind: { hikvision: '海康威视', vzenith: '臻识', 'dahua-itsapi': '大华 ITSAPI' },
    where: { hikvision: '配置 → 网络 → 高级设置 → HTTP 监听', vzenith: '网络 → 数据推送 → HTTP 推送', 'dahua-itsapi': '网络设置 → 平台接入 → ITSAPI' },
    field: { protocol: '协议', address: 'IP 地址', port: '端口', url: 'URL', server: '服务器地址', deviceId: '设备编号', pushPath: '推送路径' },
    fill: '在相机里填写', whole: '只有一个输入框的相机，填完整地址', copyWhole: '复制地址',
    note: {
      hikvision: ['ANPR 事件', '勾选“上传中心”，图片选“车牌＋全景”'], vzenith: ['推送内容', '勾选“识别结果”和“图片”，图片选“车牌＋全景”'],
      'dahua-itsapi': ['上传内容', '勾选“车辆抓拍”，图片选“车牌＋全景”'],
    },
    clock: ['对时', '填 NTP 服务器 {host}'], secret: ['地址里有密钥', '，只显示这一次，不要拍照外传'], network: ['大华没有密钥', '，凭设备编号和来源网段认出它'],
  },
  en: {
    kind: { hikvision: 'Hikvision', vzenith: 'Vzenith', 'dahua-itsapi': 'Dahua ITSAPI' },
    where: { hikvision: 'Configuration → Network → Advanced → HTTP listening', vzenith: 'Network → Data push → HTTP push', 'dahua-itsapi': 'Network → Platform access → ITSAPI' },
    field: { protocol: 'Protocol', address: 'IP address', port: 'Port', url: 'URL', server: 'Server address', deviceId: 'Device ID', pushPath: 'Push path' },
    fill: 'Enter this in the camera', whole: 'For a camera with one box, the whole address', copyWhole: 'Copy address',
    note: {
      hikvision: ['ANPR events:', ' tick “Notify centre”, pictures “plate + scene”'], vzenith: ['Content:', ' tick “results” and “pictures”, pictures “plate + scene”'],
      'dahua-itsapi': ['Content:', ' tick “vehicle capture”, pictures “plate + scene”'],
    },
    clock: ['Time:', ' NTP server {host}'], secret: ['The address holds the secret', ', shown this once; do not pass it on'], network: ['Dahua has no secret', '; device ID and source network tell it'],
  },
}
