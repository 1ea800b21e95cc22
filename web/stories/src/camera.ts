// Messages as cameras send them, to the address that the page shows for the camera.
import type { Browser } from '@playwright/test'
import type { Plant } from './plant'

export type PlateColour = 'blue' | 'yellow' | 'green' | 'yellow_green'
const VZENITH: Record<PlateColour, number> = { blue: 1, yellow: 2, green: 5, yellow_green: 6 }
const PAINT: Record<PlateColour, [string, string]> = {
  blue: ['#1548a8', '#fff'], yellow: ['#f2b705', '#111'], green: ['#7fd0a0', '#111'], yellow_green: ['#b9d047', '#111'],
}

export interface Sighting {
  plate: string
  colour?: PlateColour
  /** When the camera says that it was, default now. */
  at?: Date
  confidence?: number
  photo?: Buffer
  /** The plate's cut-out. */
  platePhoto?: Buffer
  /** Where the plate stands in the photo, in its pixels (1280×720). */
  box?: Box
}
export interface Box { left: number; top: number; right: number; bottom: number }
/** In photos of drawScene. */
const DRAWN: Box = { left: 520, top: 500, right: 760, bottom: 570 }

let reads = 0
/** What a Vzenith camera sends of a vehicle. */
export function vzenithMessage(s: Sighting): string {
  const at = (s.at ?? new Date()).getTime()
  reads += 1
  const result = {
    license: s.plate, colorType: VZENITH[s.colour ?? 'blue'], confidence: s.confidence ?? 97, plateid: reads, isoffline: 0,
    timeStamp: { Timeval: { sec: Math.floor(at / 1000), usec: (at % 1000) * 1000 } },
    location: { RECT: s.box ?? DRAWN },
    ...(s.photo ? { imageFile: s.photo.toString('base64'), imageFileLen: s.photo.length } : {}),
    ...(s.platePhoto ? { imageFragmentFile: s.platePhoto.toString('base64'), imageFragmentFileLen: s.platePhoto.length } : {}),
  }
  return JSON.stringify({ AlarmInfoPlate: { channel: 0, serialno: 'story-0001', result: { PlateResult: result } } })
}

const perMille = (part: number, of: number) => Math.round((part * 1000) / of)
/** What a Hikvision camera sends: XML and pictures in one multipart body. */
export function hikvisionMessage(s: Sighting): { body: Buffer; type: string } {
  const at = new Date((s.at ?? new Date()).getTime() + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
  const box = s.box ?? DRAWN
  const rect = `<X>${perMille(box.left, 1280)}</X><Y>${perMille(box.top, 720)}</Y><width>${perMille(box.right - box.left, 1280)}</width><height>${perMille(box.bottom - box.top, 720)}</height>`
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<EventNotificationAlert version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema">
<ipAddress>192.168.1.64</ipAddress><macAddress>44:a6:42:f3:2a:d7</macAddress><channelID>1</channelID>
<dateTime>${at}</dateTime><eventType>ANPR</eventType><eventState>active</eventState>
<ANPR><licensePlate>${s.plate}</licensePlate><plateColor>${s.colour ?? 'blue'}</plateColor><line>1</line>
<direction>forward</direction><confidenceLevel>${s.confidence ?? 97}</confidenceLevel><pictureInfoList>
<pictureInfo><fileName>detectionPicture.jpg</fileName><type>detectionPicture</type><dataType>0</dataType><plateRect>${rect}</plateRect></pictureInfo>
<pictureInfo><fileName>licensePlatePicture.jpg</fileName><type>licensePlatePicture</type><dataType>0</dataType></pictureInfo></pictureInfoList></ANPR>
</EventNotificationAlert>`
  const part = (name: string, type: string, bytes: Buffer) => Buffer.concat([
    Buffer.from(`--boundary\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}\r\nContent-Length: ${bytes.length}\r\n\r\n`),
    bytes, Buffer.from('\r\n'),
  ])
  const parts = [part('anpr.xml', 'text/xml', Buffer.from(xml)), ...(s.platePhoto ? [part('licensePlatePicture.jpg', 'image/jpeg', s.platePhoto)] : []), ...(s.photo ? [part('detectionPicture.jpg', 'image/jpeg', s.photo)] : [])]
  return { body: Buffer.concat([...parts, Buffer.from('--boundary--\r\n')]), type: 'multipart/form-data; boundary=boundary' }
}

/** Pushes to the address in the camera's menu. → status and reply. */
export async function push(url: string, body: string | Buffer, type = 'application/json'): Promise<{ status: number; reply: string }> {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body: typeof body === 'string' ? body : new Uint8Array(body) })
  return { status: response.status, reply: await response.text() }
}
export const vzenith = (url: string, s: Sighting) => push(url, vzenithMessage(s))
export function hikvision(url: string, s: Sighting) {
  const { body, type } = hikvisionMessage(s)
  return push(url, body, type)
}

/** A 1280×720 JPEG of a truck with the plate where the messages say that it is. */
export async function drawScene(browser: Browser, plate: string, colour: PlateColour = 'blue'): Promise<Buffer> {
  const [ground, text] = PAINT[colour]
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.setContent(`<style>body{margin:0;background:linear-gradient(#9fb4c4 0 45%,#6d7276 45%);font-family:sans-serif}
    div{position:absolute}</style><div style="left:330px;top:90px;width:620px;height:500px;border-radius:24px;background:#b3382f"></div>
    <div style="left:390px;top:140px;width:500px;height:180px;border-radius:14px;background:#28323a"></div>
    <div style="left:360px;top:590px;width:130px;height:70px;background:#222"></div><div style="left:790px;top:590px;width:130px;height:70px;background:#222"></div>
    <div style="left:520px;top:500px;width:240px;height:70px;border-radius:8px;background:${ground};color:${text};font:700 44px/70px sans-serif;text-align:center">${plate}</div>`)
  const bytes = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  return bytes
}

/** Sets a camera up as a script does. → the whole address for its menu. */
export async function addCamera(plant: Plant, camera: { id: string; lane: string; kind?: string; [more: string]: unknown }): Promise<string> {
  const made = await plant.api<{ push: { url: string } }>('POST', 'devices', { kind: 'vzenith', ...camera })
  return made.push.url
}
