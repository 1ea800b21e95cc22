#include "base/hash.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "base/encoding.h"

namespace cleangate {
namespace {

std::string bytes(std::string_view hex) {
  return *from_hex(hex);
}

TEST(Sha256Hash, FollowsTheExamplesOfFips180) {
  // FIPS 180-4 examples; the last is one million times "a".
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(to_hex(sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Hash, PartsGiveTheHashOfTheWholeAndTheStateIsReusable) {
  const std::string text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  const Hash want = sha256(text);
  Sha256 state;
  for (std::size_t n = 0; n <= text.size(); ++n) {
    const std::string_view whole(text);
    EXPECT_EQ(state.update(whole.substr(0, n)).update(whole.substr(n)).finish(), want) << n;
    EXPECT_EQ(sha256({whole.substr(0, n), whole.substr(n)}), want) << n;
  }
  EXPECT_EQ(sha256({"a", "b", "c"}), sha256("abc"));
  EXPECT_EQ(state.finish(), sha256(""));
}

TEST(Sha256Hash, ThreadsDoNotMixTheirHashes) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([t] {
      const std::string text(100, static_cast<char>('a' + t));
      const Hash want = sha256(text);
      for (int i = 0; i < 1000; ++i) EXPECT_EQ(sha256(text), want);
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Sha256Hash, IsMadeFromThirtyTwoBytesOnly) {
  EXPECT_EQ(*hash_from_bytes(sha256("x").view()), sha256("x"));
  EXPECT_FALSE(hash_from_bytes(std::string(31, 'x')));
  EXPECT_TRUE(hash_from_bytes(std::string(32, 'x')));
  EXPECT_FALSE(hash_from_bytes(std::string(33, 'x')));
}

TEST(Hmac, FollowsTheVectorsOfRfc4231) {
  struct Row {
    std::string key, message, want;
  };
  const Row rows[] = {
      // RFC 4231 sections 4.2 to 4.8 (4.6 is a truncated value: its start)
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {bytes("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'),
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
      {std::string(20, '\x0c'), "Test With Truncation", "a3b6167473100ee06e0c796c2955552b"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {std::string(131, '\xaa'),
       "This is a test using a larger than block-size key and a larger than block-size data. "
       "The key needs to be hashed before being used by the HMAC algorithm.",
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"}};
  for (const Row& row : rows) {
    EXPECT_EQ(to_hex(hmac_sha256(row.key, row.message)).substr(0, row.want.size()), row.want);
  }
}

TEST(Hmac, KeysAroundTheBlockLength) {
  // A key of the block's length is used as it is, one byte more is hashed (RFC 2104 section 2).
  const std::string long_key(65, 'k');
  EXPECT_EQ(hmac_sha256(long_key, "m"), hmac_sha256(sha256(long_key).view(), "m"));
  const std::string block_key(64, 'k');
  EXPECT_NE(hmac_sha256(block_key, "m"), hmac_sha256(sha256(block_key).view(), "m"));
  EXPECT_EQ(hmac_sha256(std::string(63, 'k'), "m"), hmac_sha256(std::string(63, 'k') + '\0', "m"));
  EXPECT_EQ(to_hex(hmac_sha256("", "")),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hmac, OneKeyServesManyMessages) {
  for (const std::size_t length : {0, 32, 63, 64, 65, 200}) {
    const std::string key(length, 'k');
    const HmacSha256 hmac(key);
    for (const std::string_view message : {"", "m", "another"}) {
      EXPECT_EQ(hmac.of(message), hmac_sha256(key, message)) << length;
    }
  }
}

TEST(Sha256Hash, ACopyGoesOnFromTheSameBytes) {
  Sha256 first;
  first.update("ab");
  Sha256 second = first;
  EXPECT_EQ(second.update("c").finish(), sha256("abc"));
  EXPECT_EQ(first.update("d").finish(), sha256("abd"));
  EXPECT_EQ(second.update("e").finish(), sha256("e"));
}

TEST(Md5, FollowsTheSuiteOfRfc1321AndTheExampleOfRfc2617) {
  EXPECT_EQ(md5_hex(""), "d41d8cd98f00b204e9800998ecf8427e");  // RFC 1321 appendix A.5
  EXPECT_EQ(md5_hex("abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(md5_hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
  const std::string a1 = md5_hex("Mufasa:testrealm@host.com:Circle Of Life");  // RFC 2617, 3.5
  const std::string a2 = md5_hex("GET:/dir/index.html");
  EXPECT_EQ(a1, "939e7578ed9e3c518a452acee763bce9");
  EXPECT_EQ(md5_hex(a1 + ":dcd98b7102dd2f0e8b11d0f600bfb0c093:00000001:0a4f113b:auth:" + a2),
            "6629fae49393a05397450978507c4ef1");
}

struct Signed {
  const char *seed, *public_key, *message, *signature;
};
const Signed kRfc8032[] = {  // RFC 8032 section 7.1, tests 1 to 3 and SHA(abc)
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "bbd"
     "454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e"
     "0"
     "303dca179c138ac17ad9bef1177331a704"}};

TEST(Ed25519, FollowsTheVectorsOfRfc8032) {
  for (const Signed& row : kRfc8032) {
    const SigningKey key = *SigningKey::from_seed(bytes(row.seed));
    EXPECT_EQ(to_hex(key.public_key()), row.public_key);
    EXPECT_EQ(key.seed(), bytes(row.seed));
    EXPECT_EQ(to_hex(key.sign(bytes(row.message))), row.signature);
    EXPECT_TRUE(verify_ed25519(key.public_key(), bytes(row.message), bytes(row.signature)));
  }
}

TEST(Ed25519, AnyChangeMakesTheSignatureVoid) {
  SeededRandom random(9);
  const SigningKey key = SigningKey::generate(random);
  const std::string message = "size=7 root=…", signature = key.sign(message);
  ASSERT_TRUE(verify_ed25519(key.public_key(), message, signature));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string bad = signature;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_FALSE(verify_ed25519(key.public_key(), message, bad)) << i;
  }
  EXPECT_FALSE(verify_ed25519(key.public_key(), message + " ", signature));
  EXPECT_FALSE(verify_ed25519(SigningKey::generate(random).public_key(), message, signature));
  EXPECT_FALSE(verify_ed25519(key.public_key(), message, signature.substr(0, 63)));
  EXPECT_FALSE(verify_ed25519(key.public_key(), message, signature + "x"));
  EXPECT_FALSE(verify_ed25519(key.public_key().substr(0, 31), message, signature));
  EXPECT_FALSE(verify_ed25519("", message, ""));
  EXPECT_FALSE(verify_ed25519(std::string(32, '\xff'), message, signature));
}

TEST(Ed25519, ASeedHasThirtyTwoBytes) {
  EXPECT_FALSE(SigningKey::from_seed(std::string(31, 's')));
  EXPECT_TRUE(SigningKey::from_seed(std::string(32, 's')));
  EXPECT_FALSE(SigningKey::from_seed(std::string(33, 's')));
}

TEST(Password, IsVerifiedAgainstItsOwnHashOnly) {
  SeededRandom random(10);
  const std::string phc = hash_password("correct horse", random);
  EXPECT_TRUE(phc.starts_with("$argon2id$v=19$m=65536,t=1,p=1$")) << phc;
  EXPECT_EQ(phc.find('\0'), std::string::npos);
  EXPECT_TRUE(verify_password(phc, "correct horse"));
  EXPECT_FALSE(verify_password(phc, "correct horsE"));
  EXPECT_FALSE(verify_password(phc, ""));
  EXPECT_NE(hash_password("correct horse", random), phc) << "each has its own salt";
}

TEST(Password, DamagedHashesVerifyNothing) {
  for (const char* bad : {"", "x", "$argon2id$", "$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAA",
                          "$argon2id$v=19$m=99999999999,t=1,p=1$c2FsdHNhbHQ$AAAAAAAA"}) {
    EXPECT_FALSE(verify_password(bad, "")) << bad;
  }
}

}  // namespace
}  // namespace cleangate
