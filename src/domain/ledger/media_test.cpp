#include "domain/ledger/media.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "domain/ledger/merkle.h"
#include "domain/ledger/testing.h"

namespace cleangate::ledger {
namespace {

using testing::flipped;

std::vector<MediaItem> example() {
  return {{sha256("scene"), 300'000, "scene", "image/jpeg", true},
          {sha256("plate"), 0x0102030405, "plate", "", false}};
}

// Golden: a change here breaks every log in the field.
const std::string kExampleHex = to_hex(sha256("scene")) +
                                "00000000000493e0"
                                "0005"
                                "7363656e65"
                                "000a"
                                "696d6167652f6a706567"
                                "01" +
                                to_hex(sha256("plate")) +
                                "0000000102030405"
                                "0005"
                                "706c617465"
                                "0000"
                                "00";

TEST(Media, HasTheseBytesForEver) {
  EXPECT_EQ(to_hex(encode(example())), kExampleHex);
}

TEST(Media, ComesBackFromItsBytes) {
  EXPECT_EQ(decode_media(encode(example())).value(), example());
  EXPECT_TRUE(decode_media("").value().empty());
}

TEST(Media, RootIsThatOfTheEncodedItems) {
  const auto media = example();
  EXPECT_EQ(media_root({}), empty_root());
  EXPECT_EQ(media_root({media[0]}), leaf_hash(encode(std::vector{media[0]})));
  EXPECT_EQ(media_root(media), node_hash(leaf_hash(encode(std::vector{media[0]})),
                                         leaf_hash(encode(std::vector{media[1]}))));
  EXPECT_NE(media_root(media), media_root({media[1], media[0]}));
}

TEST(Media, EveryCutIsCorruptOrFewerItems) {
  const std::string bytes = encode(example());
  const std::size_t first = encode(std::vector{example()[0]}).size();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto media = decode_media(std::string(bytes.substr(0, size)));
    if (size == 0 || size == first) {
      EXPECT_TRUE(media);
    } else {
      EXPECT_EQ(media.error().code, ErrorCode::corrupt) << size;
    }
  }
}

TEST(Media, WhateverDecodesEncodesBackAndHasAnotherRoot) {
  const std::string bytes = encode(example());
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const auto media = decode_media(flipped(bytes, bit));
    if (!media) continue;
    EXPECT_EQ(encode(*media), flipped(bytes, bit));
    EXPECT_NE(media_root(*media), media_root(example())) << bit;
  }
}

TEST(Media, TextsMayHaveSixtyFiveThousandBytesAndNoMore) {
  MediaItem item = example()[0];
  item.mime = std::string(65'535, 'm');
  EXPECT_EQ(decode_media(encode(std::vector{item})).value(), std::vector{item});
  item.mime += 'm';
  EXPECT_THROW((void)encode(std::vector{item}), std::length_error);
}

}  // namespace
}  // namespace cleangate::ledger
