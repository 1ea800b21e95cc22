#include "http/tls.h"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "base/encoding.h"
#include "base/hash.h"
#include "http/address.h"

namespace cleangate::http {
namespace {

template <class T, void (*kFree)(T*)>
struct Free {
  void operator()(T* pointer) const { kFree(pointer); }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY, EVP_PKEY_free>>;
using X509Holder = std::unique_ptr<X509, Free<X509, X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION, X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO, BIO_free_all>>;

constexpr std::chrono::days kValidity{3652};  // 10 years
constexpr std::size_t kMaxNameLength = 253;   // RFC 1035 section 2.3.4

auto failed() {
  return fail(ErrorCode::internal, "OpenSSL could not make the certificate");
}

bool is_host_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  };
  return !name.empty() && name.size() <= kMaxNameLength &&
         std::all_of(name.begin(), name.end(), allowed);
}

/// "DNS:gate.local,IP:192.168.1.9"
Result<std::string> alternative_names(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) {
    const bool v6 = name.find(':') != std::string::npos;
    const bool ip = !name.empty() && name != "localhost" &&
                    parse_address(v6 ? "[" + name + "]:0" : name + ":0").has_value();
    if (!ip && !is_host_name(name)) {
      return fail(ErrorCode::invalid, "\"" + name + "\" is neither a host name nor an address");
    }
    if (!out.empty()) out += ",";
    out += (ip ? "IP:" : "DNS:") + name;
  }
  if (out.empty()) return fail(ErrorCode::invalid, "a certificate needs at least one name");
  return out;
}

bool add_extension(X509* certificate, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509* certificate, EVP_PKEY* key, const std::string& common_name,
          const std::string& alternative, WallTime now) {
  unsigned char serial[16];
  if (RAND_bytes(serial, sizeof serial) != 1) return false;
  serial[0] = static_cast<unsigned char>((serial[0] & 0x7f) | 0x40);  // positive, never zero
  const auto from = std::chrono::floor<std::chrono::seconds>(now - std::chrono::days(1));
  const auto to = std::chrono::floor<std::chrono::seconds>(now + kValidity);
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  const bool numbered =
      number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
  BN_free(number);
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());
  return numbered && X509_set_version(certificate, X509_VERSION_3) == 1 &&
         ASN1_TIME_set(X509_getm_notBefore(certificate), from.time_since_epoch().count()) &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), to.time_since_epoch().count()) &&
         X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1 &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
         add_extension(certificate, NID_subject_alt_name, alternative) &&
         X509_sign(certificate, key, EVP_sha256()) > 0;
}

std::string content_of(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

Result<void> write_private(const std::filesystem::path& path, std::string_view content) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) {
    return fail(ErrorCode::conflict, path.filename().string() + " exists already");
  }
  if (file < 0) {
    return fail(ErrorCode::unavailable,
                "cannot write " + path.filename().string() + ": " + std::strerror(errno));
  }
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t count = ::write(file, content.data() + done, content.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  const bool durable = done == content.size() && fsync(file) == 0;
  if (close(file) == 0 && durable) return {};
  return fail(ErrorCode::unavailable, "cannot write " + path.filename().string());
}

}  // namespace

Result<Certificate> make_certificate(const std::vector<std::string>& names, WallTime now) {
  const std::string alternative = TRY(alternative_names(names));
  const Key key(EVP_EC_gen("P-256"));
  const X509Holder certificate(X509_new());
  // RFC 5280 appendix A.1, ub-common-name: at most 64 characters.
  const std::string common_name = names.front().size() > 64 ? "cleangate" : names.front();
  if (!key || !certificate || !fill(certificate.get(), key.get(), common_name, alternative, now)) {
    return failed();
  }
  const Bio certificate_pem(BIO_new(BIO_s_mem())), key_pem(BIO_new(BIO_s_mem()));
  if (!certificate_pem || !key_pem ||
      PEM_write_bio_X509(certificate_pem.get(), certificate.get()) != 1 ||
      PEM_write_bio_PKCS8PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                    nullptr) != 1) {
    return failed();
  }
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate.get(), &der);
  if (size <= 0) return failed();
  const std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return Certificate{content_of(certificate_pem.get()), content_of(key_pem.get()),
                     to_hex(sha256(bytes))};
}

Result<void> write_certificate(const Certificate& certificate,
                               const std::filesystem::path& certificate_file,
                               const std::filesystem::path& key_file) {
  TRY(write_private(key_file, certificate.key_pem));
  return write_private(certificate_file, certificate.certificate_pem);
}

}  // namespace cleangate::http
