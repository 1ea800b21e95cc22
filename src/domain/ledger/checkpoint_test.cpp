#include "domain/ledger/checkpoint.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "domain/ledger/merkle.h"
#include "domain/ledger/testing.h"

namespace cleangate::ledger {
namespace {

// The example of C2SP signed-note.
constexpr std::string_view kExampleBody = "This is an example message.\n";
constexpr std::string_view kExampleNote =
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    "\n";
constexpr std::string_view kExampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

constexpr std::string_view kName = "cleangate/plant/1";
constexpr std::string_view kBody = "cleangate/plant/1\n1\nroot\n";

SigningKey key_of(char seed) {
  return SigningKey::from_seed(std::string(32, seed)).value();
}

std::string note_of(char seed = 'a') {
  return sign_note(kBody, kName, key_of(seed));
}

/// The signature line alone.
std::string line_of(char seed, std::string_view name = kName) {
  return sign_note(kBody, name, key_of(seed)).substr(kBody.size() + 1);
}

std::vector<VerifierKey> known(char seed = 'a') {
  return {verifier_key(kName, key_of(seed))};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(VerifierKey, OfTheSpecificationIsReadAndWrittenBack) {
  const auto key = parse_verifier_key(kExampleKey);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->name, "example.com/foo");
  EXPECT_EQ(key->id, 0x530d903au);
  EXPECT_EQ(to_text(*key), kExampleKey);
}

TEST(VerifierKey, OfASigningKeyComesBackFromItsText) {
  const VerifierKey key = verifier_key(kName, key_of('a'));
  const auto read = parse_verifier_key(to_text(key));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, key.name);
  EXPECT_EQ(read->id, key.id);
  EXPECT_EQ(read->public_key, key_of('a').public_key());
}

TEST(VerifierKey, ThatDoesNotFitIsRefused) {
  const std::string good(kExampleKey);
  const std::string short_key = to_base64(std::string("\1") + std::string(31, 'k'));
  for (const std::string& bad :
       {std::string(), std::string("example.com/foo"), std::string("example.com/foo+530d903a"),
        replaced(good, "foo", "fox"), replaced(good, "530d903a", "530d903b"),
        replaced(good, "530d903a", "530d903"), replaced(good, "530d903a", "530d90zz"),
        replaced(good, "Aeky", "Aeka"), replaced(good, "+Ae", "+Be"), good + "A",
        replaced(good, "example.com/foo", ""), replaced(good, ".com", " com"),
        replaced(good, ".com", "\u3000com"), "a+530d903a+" + short_key}) {
    const auto key = parse_verifier_key(bad);
    ASSERT_FALSE(key) << bad;
    EXPECT_EQ(key.error().code, ErrorCode::invalid);
  }
}

TEST(Note, OfTheSpecificationOpens) {
  const auto key = parse_verifier_key(kExampleKey).value();
  EXPECT_EQ(open_note(kExampleNote, {key}).value(), kExampleBody);
  EXPECT_FALSE(open_note(replaced(std::string(kExampleNote), "This", "That"), {key}));
}

TEST(Note, OpensForItsKey) {
  EXPECT_EQ(open_note(note_of(), known()).value(), kBody);
}

TEST(Note, WithoutAKnownSignatureIsRefused) {
  EXPECT_FALSE(open_note(note_of(), {}));
  EXPECT_FALSE(open_note(note_of('b'), known('a')));
  auto other_name = known();
  other_name[0].name += "x";
  EXPECT_FALSE(open_note(note_of(), other_name));
  auto other_id = known();
  other_id[0].id ^= 1;
  EXPECT_FALSE(open_note(note_of(), other_id));
}

TEST(Note, UnknownKeysAreIgnoredBeforeAndAfterAKnownOne) {
  const std::string body(kBody);
  EXPECT_TRUE(open_note(body + "\n" + line_of('b') + line_of('a'), known()));
  EXPECT_TRUE(open_note(body + "\n" + line_of('a') + line_of('b', "witness.example"), known()));
}

TEST(Note, AnUnknownKeysSignatureNeedNotBeEd25519) {
  const std::string blob = to_base64(
      "\1\2\3\4"
      "x");
  EXPECT_TRUE(
      open_note(std::string(kBody) + "\n\u2014 other " + blob + "\n" + line_of('a'), known()));
}

TEST(Note, AFailingSignatureOfAKnownKeyRejectsEvenBesideAGoodOne) {
  const auto two = std::vector{known('a')[0], known('b')[0]};
  const std::string good = std::string(kBody) + "\n" + line_of('a') + line_of('b');
  EXPECT_TRUE(open_note(good, two));
  // 'b' signed another body.
  const std::string lie = sign_note("other\n", kName, key_of('b')).substr(7);
  const std::string bad = std::string(kBody) + "\n" + line_of('a') + lie;
  EXPECT_TRUE(open_note(bad, known('a')));
  EXPECT_EQ(open_note(bad, two).error().code, ErrorCode::invalid);
}

TEST(Note, EveryBitOfBodyAndSignatureCounts) {
  const std::string note = note_of();
  for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
    EXPECT_FALSE(open_note(testing::flipped(note, bit), known())) << bit;
  }
}

TEST(Note, EveryCutIsRefused) {
  const std::string note = note_of();
  for (std::size_t size = 0; size < note.size(); ++size) {
    EXPECT_FALSE(open_note(note.substr(0, size), known())) << size;
  }
  EXPECT_FALSE(open_note(note + "x", known()));
  EXPECT_FALSE(open_note(note + "\n", known()));
}

TEST(Note, MayCarrySixtyFourSignaturesAndNoMore) {
  std::string note = std::string(kBody) + "\n";
  for (std::size_t i = 1; i < kMaxNoteSignatures; ++i) note += line_of('b', "witness.example");
  EXPECT_TRUE(open_note(note + line_of('a'), known()));
  EXPECT_FALSE(open_note(note + line_of('b') + line_of('a'), known()));
}

TEST(Note, LongerThanItsLimitIsRefused) {
  const std::string frame = sign_note("\n", kName, key_of('a'));
  const std::string fits(kMaxNoteBytes - frame.size(), 'x');
  EXPECT_TRUE(open_note(sign_note(fits + "\n", kName, key_of('a')), known()));
  EXPECT_EQ(open_note(sign_note(fits + "x\n", kName, key_of('a')), known()).error().code,
            ErrorCode::too_large);
}

TEST(Note, MustBeUtf8WithoutControlCharacters) {
  const std::string signature = line_of('a');
  for (const std::string& body :
       {std::string("bad \xff\n"), std::string("cut \xe2\x80\n"), std::string("tab\t\n"),
        std::string("return\r\n"), std::string("zero\0\n", 6), std::string("bell\x07\n")}) {
    std::string blob;
    put_u32(blob, verifier_key(kName, key_of('a')).id);
    blob += key_of('a').sign(body);
    const std::string note = body + "\n\u2014 " + std::string(kName) + " " + to_base64(blob) + "\n";
    EXPECT_FALSE(open_note(note, known())) << body;
  }
}

TEST(Note, SignatureLinesHaveOneSpelling) {
  const std::string body = std::string(kBody) + "\n";
  const std::string good = line_of('a');
  ASSERT_TRUE(open_note(body + good, known()));
  for (const std::string& line :
       {replaced(good, "\u2014", "-"), replaced(good, "\u2014", "\u2013"),
        replaced(good, "\u2014 ", "\u2014"), replaced(good, "\u2014 ", "\u2014  "),
        replaced(good, "plant", "pl ant"), replaced(good, "plant", "pl+ant"),
        replaced(good, "plant", "pl\u00a0ant"), replaced(good, "plant", "pl\u2003ant"),
        replaced(good, "/1 ", "/1"), replaced(good, std::string(kName), ""),
        replaced(good, "=", ""), replaced(good, "\n", " \n"), std::string("\u2014 other \n"),
        "\u2014 other " + to_base64("\1\2\3\4") + "\n", std::string("\u2014 other ****\n")}) {
    EXPECT_FALSE(open_note(body + good + line, known())) << line;
  }
}

TEST(Note, ABodyMayHoldBlankLinesAndOldSignatures) {
  const std::string body = "first\n\nsecond\n" + line_of('b') + "\nthird\n";
  EXPECT_EQ(open_note(sign_note(body, kName, key_of('a')), known()).value(), body);
}

TEST(Note, IsNotSignedForABrokenBodyOrName) {
  const SigningKey key = key_of('a');
  EXPECT_THROW((void)sign_note("no newline", kName, key), std::invalid_argument);
  EXPECT_THROW((void)sign_note("tab\t\n", kName, key), std::invalid_argument);
  EXPECT_THROW((void)sign_note("bad \xff\n", kName, key), std::invalid_argument);
  EXPECT_THROW((void)sign_note("body\n", "", key), std::invalid_argument);
  EXPECT_THROW((void)sign_note("body\n", "a b", key), std::invalid_argument);
  EXPECT_THROW((void)sign_note("body\n", "a+b", key), std::invalid_argument);
}

TEST(Checkpoint, HasTheBytesOfTheSpecification) {
  const Checkpoint empty{origin_of("p"), 0, empty_root()};
  EXPECT_EQ(encode(empty), "cleangate/p/1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
}

TEST(Checkpoint, ComesBackFromItsBody) {
  for (const std::uint64_t size : {std::uint64_t{1}, std::uint64_t{70'000}, ~std::uint64_t{0}}) {
    const Checkpoint checkpoint{"cleangate/p/1", size, leaf_hash("x")};
    EXPECT_EQ(parse_checkpoint(encode(checkpoint)).value(), checkpoint);
  }
}

TEST(Checkpoint, ExtensionLinesAreIgnored) {
  const Checkpoint checkpoint{"cleangate/p/1", 5, leaf_hash("x")};
  EXPECT_EQ(parse_checkpoint(encode(checkpoint) + "extension 1\nmore\n").value(), checkpoint);
}

TEST(Checkpoint, ThatIsBrokenIsRefused) {
  const std::string root = to_base64(leaf_hash("x").view());
  for (const std::string& body :
       {std::string(), std::string("o"), std::string("o\n"), std::string("o\n1\n"), "o\n1\n" + root,
        "\n1\n" + root + "\n", "o\n01\n" + root + "\n", "o\n-1\n" + root + "\n",
        "o\n+1\n" + root + "\n", "o\n\n" + root + "\n", "o\n1x\n" + root + "\n",
        "o\n18446744073709551616\n" + root + "\n", "o\n1\n" + root.substr(4) + "\n",
        "o\n1\n" + root + "=\n", "o\n1\n" + root + "\n\n", "o\n1\n" + root + "\nextension",
        "o\n0\n" + root + "\n", "o\t\n1\n" + root + "\n", "\xff\n1\n" + root + "\n"}) {
    const auto read = parse_checkpoint(body);
    ASSERT_FALSE(read) << body;
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
  }
}

}  // namespace
}  // namespace cleangate::ledger
