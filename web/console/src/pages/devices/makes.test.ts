import { beforeAll, describe, expect, it } from 'vitest'
import { addWords, setLang } from '../../i18n'
import { hasUrl, makesWords, pushFields, wholePush } from './makes'

const push = { url: 'http://192.168.1.20:8090/device/cam-1', scheme: 'http', host: '192.168.1.20', port: 8090, path: '/device/cam-1' }
beforeAll(() => { addWords('makes', makesWords); setLang('zh') })

describe('what is entered in a camera', () => {
  it('stands in the order of its own menu', () => {
    expect(pushFields('hikvision', 'cam-1', push).map((f) => f.key)).toEqual(['protocol', 'address', 'port', 'url'])
    expect(pushFields('vzenith', 'cam-1', push).map((f) => f.key)).toEqual(['address', 'port', 'pushPath'])
  })
  it('is a device ID for a Dahua, which has no secret', () => {
    expect(pushFields('dahua-itsapi', 'cam-1', push).at(-1)).toMatchObject({ key: 'deviceId', value: 'cam-1' })
    expect(hasUrl('dahua-itsapi')).toBe(false)
  })
  it('has the secret in path and address once it is known, IPv6 in brackets', () => {
    expect(wholePush(push, '/device/cam-1/s3cret').url).toBe('http://192.168.1.20:8090/device/cam-1/s3cret')
    expect(wholePush({ ...push, host: 'fd00::1' }, '/x').url).toBe('http://[fd00::1]:8090/x')
    expect(wholePush(push, undefined)).toBe(push)
  })
})
