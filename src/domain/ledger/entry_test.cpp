#include "domain/ledger/entry.h"

#include <gtest/gtest.h>

#include <map>

#include "base/encoding.h"
#include "base/limits.h"
#include "domain/ledger/testing.h"

namespace cleangate::ledger {
namespace {

Entry example() {
  Entry entry;
  entry.kind = Kind::passage;
  entry.index = 0x0102030405060708;
  for (std::uint8_t i = 0; i < 16; ++i) entry.event_id.bytes[i] = static_cast<std::uint8_t>(i * 17);
  entry.event_time = from_unix_ms(1'607'926'800'123);
  entry.log_time = from_unix_ms(1'607'926'800'456);
  entry.clock_quality = ClockQuality::no_offset;
  entry.device = "camera-1";
  entry.device_sequence = 9;
  entry.payload_commitment = sha256("payload");
  entry.media_root = sha256("media");
  return entry;
}

// Golden: a change here breaks every log in the field.
constexpr std::string_view kExampleHex =
    "01"                                // version
    "0001"                              // kind
    "0102030405060708"                  // index
    "00112233445566778899aabbccddeeff"  // event id
    "000001765fe7defb"                  // event time
    "000001765fe7e048"                  // log time
    "02"                                // clock quality
    "0008"
    "63616d6572612d31"  // device
    "0000000000000009"  // device sequence
    "239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5"
    "721c9525ade2ea8903d343ef25cf68b9bf4ab0aad56bb7b01fbe48d09bc7fcf4";

TEST(Entry, HasTheseBytesForEver) {
  EXPECT_EQ(to_hex(encode(example())), kExampleHex);
}

TEST(Entry, ComesBackFromItsBytes) {
  EXPECT_EQ(decode_entry(encode(example())).value(), example());
  Entry past = example();
  past.event_time = from_unix_ms(-1);
  past.device.clear();
  EXPECT_EQ(decode_entry(encode(past)).value(), past);
}

TEST(Entry, EveryCutIsCorrupt) {
  const std::string bytes = encode(example());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto entry = decode_entry(std::string(bytes.substr(0, size)));
    ASSERT_FALSE(entry) << size;
    EXPECT_EQ(entry.error().code, ErrorCode::corrupt);
  }
  EXPECT_EQ(decode_entry(bytes + '\0').error().code, ErrorCode::corrupt);
}

TEST(Entry, WhateverDecodesEncodesBackToTheSameBytes) {
  const std::string bytes = encode(example());
  std::size_t decoded = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const std::string bad = testing::flipped(bytes, bit);
    const auto entry = decode_entry(bad);
    if (!entry) continue;
    ++decoded;
    EXPECT_EQ(encode(*entry), bad) << bit;
    EXPECT_NE(*entry, example());
  }
  EXPECT_GT(decoded, bytes.size() * 7);
}

TEST(Entry, ADeviceIdMayHaveSixtyFourBytesAndNoMore) {
  Entry entry = example();
  entry.device = std::string(kMaxDeviceIdBytes, 'd');
  const std::string bytes = encode(entry);
  EXPECT_EQ(decode_entry(bytes).value(), entry);
  entry.device += 'd';
  EXPECT_THROW((void)encode(entry), std::length_error);
  std::string longer = bytes;
  longer.replace(44, 2, std::string("\0\x41", 2)).insert(46, "d");
  EXPECT_EQ(decode_entry(longer).error().message, "entry: device id too long");
}

TEST(Entry, ANewerVersionIsNamedAsSuch) {
  std::string bytes = encode(example());
  bytes[0] = 2;
  EXPECT_EQ(decode_entry(bytes).error().message, "entry: version 2: written by a newer version");
}

TEST(Entry, ANewerKindDecodesAndKindZeroDoesNot) {
  Entry entry = example();
  entry.kind = static_cast<Kind>(40);
  EXPECT_EQ(decode_entry(encode(entry)).value(), entry);
  EXPECT_EQ(to_text(entry.kind), "unknown");
  entry.kind = Kind{};
  EXPECT_EQ(decode_entry(encode(entry)).error().code, ErrorCode::corrupt);
  EXPECT_EQ(to_text(entry.kind), "unknown");
}

TEST(Entry, AnUnknownClockQualityIsCorrupt) {
  Entry entry = example();
  entry.clock_quality = ClockQuality::missing;
  EXPECT_TRUE(decode_entry(encode(entry)));
  entry.clock_quality = static_cast<ClockQuality>(5);
  EXPECT_EQ(decode_entry(encode(entry)).error().code, ErrorCode::corrupt);
}

// Golden: stored numbers.
const std::map<int, std::string_view> kKinds = {
    {1, "passage"},
    {2, "sighting"},
    {3, "evidence"},
    {4, "actuation"},
    {5, "resolution"},
    {6, "outcome"},
    {7, "lift"},
    {8, "amendment"},
    {9, "void"},
    {10, "redaction"},
    {11, "gap"},
    {12, "device_state"},
    {13, "clock_adjustment"},
    {14, "vehicle_fact"},
    {15, "machine_fact"},
    {16, "list_change"},
    {17, "appointment"},
    {18, "declaration"},
    {19, "weighing"},
    {20, "speed"},
    {21, "track_digest"},
    {22, "warning"},
    {23, "measure_execution"},
    {24, "plan"},
    {25, "rule_pack"},
    {26, "configuration"},
    {27, "assessment"},
    {28, "rectification"},
    {29, "finding"},
    {30, "case_file"},
    {31, "upload_receipt"},
    {32, "sample_draw"},
    {33, "account_change"},
    {34, "unmasking"},
    {35, "key_rotation"},
    {36, "restore"},
    {37, "heartbeat"},
    {38, "shift"},
};

TEST(Kind, NumbersAndNamesStayForEver) {
  for (const auto& [number, name] : kKinds) EXPECT_EQ(to_text(static_cast<Kind>(number)), name);
  EXPECT_EQ(static_cast<int>(Kind::passage), 1);
  EXPECT_EQ(static_cast<int>(Kind::void_entry), 9);
  EXPECT_EQ(static_cast<int>(Kind::device_state), 12);
  EXPECT_EQ(static_cast<int>(Kind::warning), 22);
  EXPECT_EQ(static_cast<int>(Kind::configuration), 26);
  EXPECT_EQ(static_cast<int>(Kind::heartbeat), 37);
}

TEST(ClockQuality, NumbersAndNamesStayForEver) {
  const std::map<int, std::string_view> names = {
      {0, "good"}, {1, "unknown"}, {2, "no_offset"}, {3, "contradictory"}, {4, "missing"}};
  for (const auto& [number, name] : names) {
    EXPECT_EQ(to_text(static_cast<ClockQuality>(number)), name);
  }
  EXPECT_EQ(static_cast<int>(ClockQuality::good), 0);
  EXPECT_EQ(static_cast<int>(ClockQuality::missing), 4);
}

}  // namespace
}  // namespace cleangate::ledger
