#include "http/tls.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <fstream>

namespace cleangate::http {
namespace {

const WallTime kNow = from_unix_ms(1'797'206'400'000);

struct FreeCertificate {
  void operator()(X509* pointer) const { X509_free(pointer); }
};
using CertificateHolder = std::unique_ptr<X509, FreeCertificate>;

CertificateHolder read(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  CertificateHolder out(PEM_read_bio_X509(bio, nullptr, nullptr, nullptr));
  BIO_free(bio);
  return out;
}

TEST(CertificateTest, HoldsEveryNameAndAddress) {
  const auto made = make_certificate({"gate.local", "localhost", "192.168.1.9", "fd00::1"}, kNow);
  ASSERT_TRUE(made) << made.error().message;
  const auto certificate = read(made->certificate_pem);
  ASSERT_TRUE(certificate);
  EXPECT_EQ(X509_check_host(certificate.get(), "gate.local", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(certificate.get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(certificate.get(), "other.local", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "192.168.1.9", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "fd00::1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "192.168.1.8", 0), 0);
  EXPECT_EQ(X509_check_ca(certificate.get()), 0);
  EXPECT_EQ(X509_verify(certificate.get(), X509_get0_pubkey(certificate.get())), 1);
}

TEST(CertificateTest, LastsTenYearsFromADayAgo) {
  const auto made = make_certificate({"gate"}, kNow);
  const auto certificate = read(made.value().certificate_pem);
  const auto seconds = to_unix_ms(kNow) / 1000;
  EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_get0_notBefore(certificate.get()), seconds - 86400), 0);
  EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_get0_notAfter(certificate.get()), seconds + 3652 * 86400L),
            0);
}

TEST(CertificateTest, EachIsAnother) {
  const auto a = make_certificate({"gate"}, kNow), b = make_certificate({"gate"}, kNow);
  EXPECT_NE(a->key_pem, b->key_pem);
  EXPECT_NE(a->fingerprint, b->fingerprint);
  EXPECT_EQ(a->fingerprint.size(), 64u);
}

TEST(CertificateTest, RefusesWhatIsNoName) {
  for (const auto& names :
       std::vector<std::vector<std::string>>{{}, {""}, {"a b"}, {"a,IP:1.2.3.4"}, {"gate", "门"}}) {
    const auto made = make_certificate(names, kNow);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::invalid);
  }
}

TEST(CertificateTest, ALongNameStaysAnAlternativeName) {
  const std::string name = std::string(60, 'a') + ".local";
  const auto made = make_certificate({name}, kNow);
  ASSERT_TRUE(made);
  const auto certificate = read(made->certificate_pem);
  EXPECT_EQ(X509_check_host(certificate.get(), name.c_str(), 0, 0, nullptr), 1);
}

TEST(CertificateFilesTest, AreForTheOwnerOnlyAndNeverOverwritten) {
  const std::string folder = testing::TempDir() + "certificate-" + std::to_string(getpid());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto made = make_certificate({"gate"}, kNow);
  const std::string certificate = folder + "/c.pem", key = folder + "/k.pem";
  ASSERT_TRUE(write_certificate(*made, certificate, key));
  for (const auto& path : {certificate, key}) {
    struct stat info{};
    ASSERT_EQ(stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777u, 0600u) << path;
  }
  const auto again = write_certificate(*made, certificate, key);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
  EXPECT_EQ(write_certificate(*made, folder + "/no/c", folder + "/no/k").error().code,
            ErrorCode::unavailable);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cleangate::http
