#include "domain/ledger/payload.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "domain/ledger/merkle.h"
#include "domain/ledger/testing.h"

namespace cleangate::ledger {
namespace {

using testing::flipped;

Payload example() {
  return {{Field::lane, "1"},
          {Field::plate, "冀A12345"},
          {Field::verdict, "admit"},
          {Field::reason, ""},
          {Field::actor, "guard"}};
}

std::string salts_of(const Payload& payload, std::uint64_t seed = 7) {
  SeededRandom random(seed);
  return make_salts(payload, random);
}

// Golden: a change here breaks every log in the field.
constexpr std::string_view kExampleHex =
    "0001"
    "00"
    "00000001"
    "31"
    "0004"
    "00"
    "00000009"
    "e5868041313233"
    "3435"
    "0007"
    "00"
    "00000005"
    "61646d6974"
    "0019"
    "00"
    "00000000"
    "001a"
    "00"
    "00000005"
    "6775617264";
// Computed apart from this code, with salts 00 01 … 3f.
constexpr std::string_view kExampleRoot =
    "676e38a51c75a76577d19f99e1beb23d0fc142c2b2a36bc94f80a4161baa8519";

TEST(Payload, HasTheseBytesForEver) {
  EXPECT_EQ(to_hex(encode(example())), kExampleHex);
}

TEST(Payload, HasThisCommitmentForEver) {
  std::string salts;
  for (char byte = 0; byte < 64; ++byte) salts += byte;
  EXPECT_EQ(to_hex(commitment(example(), salts).value()), kExampleRoot);
}

/// methods.md 1.2, written out once more.
TEST(Payload, CommitmentIsTheRootOfSaltedFields) {
  const Payload payload{{Field::lane, "1"}, {Field::plate, "P"}};
  const std::string salts = std::string(32, 'k') + std::string(16, 's');
  const std::string lane_number("\0\1", 2);
  const std::string plate_number("\0\4", 2);
  const Hash lane =
      sha256("\x10" + std::string(hmac_sha256(std::string(32, 'k'), lane_number).view()) +
             lane_number + "1");
  const Hash plate =
      sha256("\x10" + std::string(16, 's') + std::string(16, '\0') + plate_number + "P");
  EXPECT_EQ(commitment(payload, salts).value(), node_hash(lane, plate));
}

TEST(Payload, KeepsItsFieldsInOrderAndOnce) {
  Payload payload;
  payload.set(Field::actor, "a").set(Field::lane, "1").set(Field::actor, "b");
  ASSERT_EQ(payload.items().size(), 2u);
  EXPECT_EQ(payload.items()[0].field, Field::lane);
  EXPECT_EQ(payload.text(Field::actor), "b");
  EXPECT_EQ(payload, (Payload{{Field::lane, "1"}, {Field::actor, "b"}}));
}

TEST(Payload, TellsAnEmptyValueFromNone) {
  Payload payload;
  payload.set(Field::lane, "").set_if(Field::gate, "");
  EXPECT_EQ(payload.get(Field::lane), "");
  EXPECT_EQ(payload.get(Field::gate), std::nullopt);
  EXPECT_EQ(payload.text(Field::gate), "");
  payload.set_if(Field::gate, "north");
  EXPECT_EQ(payload.get(Field::gate), "north");
}

TEST(Payload, RefusesAFieldThatDoesNotExist) {
  EXPECT_THROW(Payload().set(static_cast<Field>(64), "x"), std::invalid_argument);
  EXPECT_THROW(Payload().set(static_cast<Field>(0), "x"), std::invalid_argument);
}

TEST(Payload, EveryCutDecodesToFewerFieldsOrNotAtAll) {
  const std::string bytes = encode(example());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto payload = decode_payload(std::string(bytes.substr(0, size)));
    if (payload) {
      EXPECT_EQ(encode(*payload), bytes.substr(0, size));
      EXPECT_LT(payload->items().size(), example().items().size());
    } else {
      EXPECT_EQ(payload.error().code, ErrorCode::corrupt);
    }
  }
}

TEST(Payload, WhateverDecodesEncodesBackToTheSameBytes) {
  Payload payload = example();
  std::string salts = salts_of(payload);
  ASSERT_TRUE(payload.redact(Field::plate, salts));
  for (const Payload& start : {example(), payload}) {
    const std::string bytes = encode(start);
    EXPECT_EQ(decode_payload(bytes).value(), start);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      const std::string bad = flipped(bytes, bit);
      const auto read = decode_payload(bad);
      if (read) {
        EXPECT_EQ(encode(*read), bad) << bit;
      }
    }
  }
}

TEST(Payload, BrokenBytesAreCorrupt) {
  const std::string lane = *from_hex("0001000000000131");
  const std::string gate = *from_hex("00020000000000");
  const std::string hash(32, 'h');
  EXPECT_TRUE(decode_payload(lane + gate));
  EXPECT_TRUE(decode_payload(*from_hex("00040100000020") + hash));
  for (const std::string& bytes :
       {gate + lane, lane + lane, lane + "x", *from_hex("00010200000000"),
        *from_hex("00400000000000"), *from_hex("00000000000000"), *from_hex("000100ffffffff") + "x",
        *from_hex("00010100000020") + hash,            // lane is not erasable
        *from_hex("0004010000001f") + hash.substr(1),  // not a hash
        *from_hex("00040100000021") + hash + "h"}) {
    const auto payload = decode_payload(bytes);
    ASSERT_FALSE(payload) << to_hex(bytes);
    EXPECT_EQ(payload.error().code, ErrorCode::corrupt);
  }
}

TEST(Payload, JsonNamesTheFields) {
  Payload payload{{Field::lane, "1"}, {Field::plate, "P"}};
  EXPECT_EQ(payload.to_json().dump(), R"({"lane":"1","plate":"P"})");
  std::string salts = salts_of(payload);
  ASSERT_TRUE(payload.redact(Field::plate, salts));
  const std::string json = payload.to_json().dump();
  EXPECT_EQ(json, R"({"lane":"1","plate":{"redacted":")" + to_hex(*payload.items()[1].redacted) +
                      R"("}})");
}

TEST(Salts, AreThirtyTwoBytesAndSixteenForEachErasableField) {
  EXPECT_EQ(salts_of({}).size(), 32u);
  EXPECT_EQ(salts_of({{Field::lane, "1"}, {Field::gate, "2"}}).size(), 32u);
  EXPECT_EQ(salts_of({{Field::plate, ""}}).size(), 48u);
  EXPECT_EQ(salts_of(example()).size(), 64u);
}

TEST(Salts, OfAnotherLengthAreCorrupt) {
  const std::string salts = salts_of(example());
  for (const std::string& bad :
       {std::string(), salts.substr(1), salts + "x", salts.substr(16), salts + salts.substr(48)}) {
    EXPECT_EQ(commitment(example(), bad).error().code, ErrorCode::corrupt);
  }
}

TEST(Commitment, ChangesWithEveryBitOfAValueAndOfASalt) {
  const std::string salts = salts_of(example());
  const Hash root = commitment(example(), salts).value();
  const Payload whole = example();
  for (const Payload::Item& item : whole.items()) {
    for (std::size_t bit = 0; bit < item.value.size() * 8; ++bit) {
      Payload changed = example();
      changed.set(item.field, flipped(item.value, bit));
      EXPECT_NE(commitment(changed, salts).value(), root);
    }
    Payload longer = example();
    longer.set(item.field, item.value + '\0');
    EXPECT_NE(commitment(longer, salts).value(), root);
  }
  for (std::size_t bit = 0; bit < salts.size() * 8; ++bit) {
    EXPECT_NE(commitment(example(), flipped(salts, bit)).value(), root) << bit;
  }
}

TEST(Commitment, ChangesWithOrderAndWithAFieldMoreOrLess) {
  const std::string salts = salts_of({{Field::lane, ""}, {Field::gate, ""}});
  const auto root = [&](const Payload& payload) { return commitment(payload, salts).value(); };
  const Hash both = root({{Field::lane, "a"}, {Field::gate, "b"}});
  EXPECT_NE(both, root({{Field::lane, "b"}, {Field::gate, "a"}}));
  EXPECT_NE(both, root({{Field::lane, "ab"}, {Field::gate, ""}}));
  EXPECT_NE(both, root({{Field::lane, "a"}, {Field::direction, "b"}}));
  EXPECT_NE(both, root({{Field::lane, "a"}}));
  EXPECT_NE(both, root({{Field::lane, "a"}, {Field::gate, "b"}, {Field::mode, ""}}));
  EXPECT_EQ(root({}), empty_root());
  // Swapped salts of two erasable fields with one value.
  const Payload twins{{Field::plate, "x"}, {Field::reason, "x"}};
  const std::string first = salts_of(twins);
  const std::string swapped = first.substr(0, 32) + first.substr(48) + first.substr(32, 16);
  EXPECT_NE(commitment(twins, first).value(), commitment(twins, swapped).value());
}

TEST(Redaction, KeepsTheCommitmentAndTakesValueAndSalt) {
  const Payload whole{{Field::lane, "1"},
                      {Field::plate, "冀A12345"},
                      {Field::plate_raw, "raw"},
                      {Field::reason, "why"},
                      {Field::value, "{}"}};
  const std::string all_salts = salts_of(whole);
  const Hash root = commitment(whole, all_salts).value();
  Payload payload = whole;
  std::string salts = all_salts;
  for (const Field field : {Field::plate_raw, Field::value, Field::plate, Field::reason}) {
    const std::string value(payload.text(field));
    ASSERT_TRUE(payload.redact(field, salts));
    EXPECT_TRUE(payload.is_redacted(field));
    EXPECT_EQ(payload.get(field), std::nullopt);
    EXPECT_EQ(encode(payload).find(value), std::string::npos);
    EXPECT_EQ(commitment(payload, salts).value(), root);
    EXPECT_EQ(decode_payload(encode(payload)).value(), payload);
  }
  EXPECT_EQ(salts, all_salts.substr(0, 32));
  for (std::size_t i = 32; i < all_salts.size(); i += 16) {
    EXPECT_EQ(salts.find(all_salts.substr(i, 16)), std::string::npos);
  }
  EXPECT_EQ(payload.text(Field::lane), "1");
}

TEST(Redaction, OfWhatCannotBeErasedChangesNothing) {
  const Payload whole = example();
  Payload payload = whole;
  std::string salts = salts_of(payload);
  const std::string before = salts;
  EXPECT_EQ(payload.redact(Field::lane, salts).error().code, ErrorCode::invalid);
  EXPECT_EQ(payload.redact(Field::value, salts).error().code, ErrorCode::not_found);
  std::string cut = salts.substr(1);
  EXPECT_EQ(payload.redact(Field::plate, cut).error().code, ErrorCode::corrupt);
  EXPECT_EQ(payload, whole);
  EXPECT_EQ(salts, before);
  ASSERT_TRUE(payload.redact(Field::plate, salts));
  EXPECT_EQ(payload.redact(Field::plate, salts).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace cleangate::ledger
