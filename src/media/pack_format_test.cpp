#include "media/pack_format.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace cleangate::media {
namespace {

const RecordHeader kHeader{300'000, sha256("photo")};

TEST(PackFormat, AHeaderReadsBackAsWritten) {
  const auto decoded = decode_header(encode_header(kHeader));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(*decoded, kHeader);
}

// Never change: every later version must read these bytes.
TEST(PackFormat, AHeaderHasTheseBytesForEver) {
  EXPECT_EQ(to_hex(encode_header(kHeader)),
            "4347504b0001004000049"
            "3e000000000" +
                to_hex(sha256("photo")) + "0000000000000000" +
                to_hex(sha256(from_hex("4347504b00010040000493e000000000" +
                                       to_hex(sha256("photo")) + "0000000000000000")
                                  .value())
                           .view()
                           .substr(0, 8)));
}

TEST(PackFormat, EveryFlippedBitOfAHeaderIsSeen) {
  const std::string sound = encode_header(kHeader);
  for (std::size_t bit = 0; bit < sound.size() * 8; ++bit) {
    std::string damaged = sound;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const auto decoded = decode_header(damaged);
    ASSERT_FALSE(decoded) << "bit " << bit;
    EXPECT_EQ(decoded.error().code, ErrorCode::corrupt);
  }
}

TEST(PackFormat, AHeaderCutAnywhereIsCorrupt) {
  const std::string sound = encode_header(kHeader);
  for (std::size_t size = 0; size < sound.size(); ++size) {
    EXPECT_FALSE(decode_header(std::string(sound, 0, size)));
  }
  EXPECT_TRUE(decode_header(sound + "more"));
}

TEST(PackFormat, RecordsFillWholePages) {
  EXPECT_EQ(record_bytes(0), kRecordAlign);
  EXPECT_EQ(record_bytes(kRecordAlign - kHeaderBytes), kRecordAlign);
  EXPECT_EQ(record_bytes(kRecordAlign - kHeaderBytes + 1), 2 * kRecordAlign);
}

TEST(PackFormat, PackNamesAreNumbers) {
  EXPECT_EQ(pack_name(1), "000001.pack");
  EXPECT_EQ(pack_name(12345678), "12345678.pack");
  EXPECT_EQ(pack_number("000001.pack"), 1u);
  EXPECT_EQ(pack_number("4294967295.pack"), 4294967295u);
  for (const char* wrong : {"000000.pack", "1.pack", "4294967296.pack", "000001.pak", ".pack",
                            "-00001.pack", "000001.pack.old", "0000001.pack", ""}) {
    EXPECT_EQ(pack_number(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace cleangate::media
