#pragma once
// Asks a look-up service over HTTP as the plant's settings describe it. Keeps no state and no
// secret: both come with each question. Any thread; answers on the client's own.

#include "lookup/lookup_settings.h"
#include "service/ports/http_client.h"
#include "service/ports/stage_lookup.h"

namespace cleangate::lookup {

class HttpLookup final : public service::StageLookup {
 public:
  explicit HttpLookup(service::HttpClient& client) : client_(client) {}

  [[nodiscard]] Result<Json> check(const Json& settings) const override;
  [[nodiscard]] std::string server_of(const Json& settings) const override;
  void ask(const Json& settings, const std::string& secret, const service::StageQuestion& question,
           Done done) override;

 private:
  service::HttpClient& client_;
};

/// The request of a question: by VIN where both know it, else by plate. Errors: not_found (neither
/// way is there for what is known).
[[nodiscard]] Result<service::OutgoingRequest> make_request(const LookupSettings& settings,
                                                            const std::string& secret,
                                                            const service::StageQuestion& question);
/// What a reply says. Errors: denied, unavailable, invalid (no JSON, a stage that nobody knows).
[[nodiscard]] Result<service::StageAnswer> read_reply(const LookupSettings& settings,
                                                      const service::IncomingResponse& reply);

}  // namespace cleangate::lookup
