import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'

const DIST = new URL('../dist/', import.meta.url)
const assets = readdirSync(new URL('assets/', DIST)).map((f) => ({ f, data: readFileSync(new URL(`assets/${f}`, DIST)) }))
const html = readFileSync(new URL('index.html', DIST), 'utf8')

test('first load is at most 80 kB gzip', () => {
  const total = [Buffer.from(html), ...assets.map((a) => a.data)].reduce((n, d) => n + gzipSync(d).length, 0)
  expect(total).toBeLessThan(80_000)
})

test('names no foreign host, evaluates nothing', () => {
  for (const { f, data } of assets) {
    const hosts = (data.toString('utf8').match(/https?:\/\/[^\s"'`)]+/g) ?? [])
      .filter((u) => !/^http:\/\/www\.w3\.org\/|^https:\/\/vuejs\.org\//.test(u))
    expect(hosts, f).toEqual([])
    expect(data.toString('utf8'), f).not.toMatch(/\beval\(|new Function\(/)
  }
})

test('index.html has only hashed assets under /board/ and nothing inline', () => {
  expect(html).toMatch(/src="\/board\/assets\/[\w-]+\.js"/)
  expect(html).not.toMatch(/<script[^>]*>[^<]|<style| style=/)
})
