// A truck's 随车清单 as somebody photographs it.
import type { Browser } from '@playwright/test'

export const LIST_WIDTH = 1200
const ROWS = [
  ['信息公开编号', 'CN HB 2021 00000 2026'], ['商标', '示范牌'], ['车辆型号', 'SF3310Y6'], ['汽车分类', 'N3'], ['排放阶段', '国六'],
  ['车型的识别方法和位置', '铭牌，右侧车门框'], ['发动机型号', 'SF6L-36'], ['燃料', '柴油'], ['后处理', 'EGR + DOC + DPF + SCR + ASC'], ['生产企业', '示范重型汽车有限公司'],
]

export async function drawList(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: LIST_WIDTH, height: 900 } })
  await page.setContent(`<style>body{margin:0;background:#5b5f63;font:26px/1.4 sans-serif}main{position:absolute;inset:34px 90px;padding:34px 60px;background:#fbfaf4;transform:rotate(-1deg)}
    h1{text-align:center;font-size:36px;margin:0 0 24px}table{width:100%;border-collapse:collapse}td{border:1px solid #555;padding:9px 16px}td:first-child{width:340px}</style>
    <main><h1>重型柴油车环保信息随车清单</h1><table>${ROWS.map(([k, v]) => `<tr><td>${k}</td><td>${v}</td></tr>`).join('')}</table></main>`)
  const bytes = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  return bytes
}
