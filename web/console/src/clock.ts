// One clock for every page: the server's time, ticking once a second.
import { ref } from 'vue'

let offset = 0
export const now = ref(Date.now())
const tick = () => { now.value = Date.now() + offset }
setInterval(tick, 1000)

/** Called with every time the server tells; small jumps of the network are not followed. */
export function setServerTime(iso: string): void {
  const d = Date.parse(iso) - Date.now()
  if (Number.isNaN(d)) return
  if (Math.abs(d - offset) > 1500) offset = d
  tick()
}
export const serverNow = (): number => Date.now() + offset
