#pragma once
// How a look-up service is asked and read, as data of the plant's settings: addresses with
// placeholders, authentication, where each fact stands in the answer, and what its codes mean. The
// secret is no part of it. Pure.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "domain/plate/plate.h"
#include "domain/vehicle/stage_source.h"

namespace cleangate::lookup {

/// How the secret is shown to the service.
enum class Authentication : std::uint8_t { none, bearer, header, query, digest };

/// {vin}, {plate} and {colour} in `url` and `body` are replaced, escaped as their place asks for.
struct RequestShape {
  std::string method = "GET";  ///< GET | POST
  std::string url;
  std::string body, content_type;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// A value of the answer that tells whether the vehicle is known.
struct Sign {
  std::string path;
  std::vector<std::string> is;  ///< one of these
};

struct LookupSettings {
  bool enabled = false;
  std::string name;
  vehicle::StageSource source = vehicle::StageSource::bureau;
  int timeout_s = 35, per_minute = 30, fresh_days = 30;
  Authentication authentication = Authentication::none;
  std::string auth_name;  ///< of the header or query parameter
  std::string username;   ///< of digest
  std::optional<RequestShape> by_vin, by_plate;
  std::optional<Sign> found, not_found;
  std::vector<int> not_found_status;
  /// Fact → path: stage, vin, plate, colour, fuel, vehicle_class, gross_mass_kg, model, made,
  /// first_registered, document, date.
  std::map<std::string, std::string> fields;
  /// Their words → ours. What is in none is read as people write it.
  std::map<std::string, std::string> stages, fuels, classes;
  std::map<std::string, std::string> colours;  ///< ours → theirs
};

/// Errors: invalid, naming the member and its mend.
[[nodiscard]] Result<LookupSettings> parse_settings(const Json& json);
/// Complete: every member that there is.
[[nodiscard]] Json to_json(const LookupSettings& settings);

/// "https://host:port", lower case. Errors: invalid (not http or https, no host, a user in it).
[[nodiscard]] Result<std::string> server_of(std::string_view url);

/// The value at "data.list[0].pf"; null when there is none. The path was checked.
[[nodiscard]] const Json& value_at(const Json& json, std::string_view path);
[[nodiscard]] bool is_path(std::string_view text);

}  // namespace cleangate::lookup
