#pragma once
// The plant's own certificate, made once by `init`. Any thread; OpenSSL stays in the .cpp file.
// Never sends the key anywhere and never writes it readable by others.

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace cleangate::http {

struct Certificate {
  std::string certificate_pem;
  std::string key_pem;
  std::string fingerprint;  ///< SHA-256 of the DER form, lower-case hex
};

/// Self-signed, EC P-256, valid from a day before `now` for 10 years. `names`: host names and IP
/// literals for the subject alternative names; the first is also the common name.
/// Errors: invalid (no names, or one that is neither name nor address), internal (OpenSSL).
[[nodiscard]] Result<Certificate> make_certificate(const std::vector<std::string>& names,
                                                   WallTime now);

/// Writes both files, durable, mode 0600. Errors: conflict when one exists already, unavailable.
[[nodiscard]] Result<void> write_certificate(const Certificate& certificate,
                                             const std::filesystem::path& certificate_file,
                                             const std::filesystem::path& key_file);

}  // namespace cleangate::http
