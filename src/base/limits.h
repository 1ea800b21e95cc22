#pragma once
// Every bound of the program with its unit and reason. A test stands at each limit.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace cleangate {

// Device messages: the largest seen is 1.2 MB; receivers of ITSAPI cap at 8–10 MB.
inline constexpr std::size_t kMaxBodyBytes = std::size_t{16} << 20;
// Of whoever has shown no secret yet: enough for a password or a declaration.
inline constexpr std::size_t kMaxStrangerBodyBytes = std::size_t{64} << 10;
inline constexpr std::size_t kMaxApiBodyBytes = std::size_t{1} << 20;  // JSON of a person or script
inline constexpr std::size_t kMaxHeaderBytes = 16u << 10;
inline constexpr std::size_t kMaxParts = 16;              // multipart parts of one push
inline constexpr std::size_t kMaxDocumentDepth = 32;      // JSON, XML, TOML nesting
inline constexpr std::size_t kMaxJsonValues = 1'000'000;  // of one document: 16 MB of "0," is 8 M
inline constexpr std::size_t kMaxXmlTags = 400'000;       // of one document: 16 MB of "<a/>" is 4 M
inline constexpr std::size_t kMaxPhotos = 12;             // photos of one message
inline constexpr std::size_t kMaxPlateCharacters = 16;    // longest real plate has 9

// The lane (blueprint, "The lane").
inline constexpr std::chrono::milliseconds kOpenDeadline{2000};
inline constexpr std::chrono::milliseconds kFreshTolerance{10000};
inline constexpr std::size_t kClockLearnMessages = 5;  // live messages before an offset counts
inline constexpr std::size_t kClockWindow = 31;        // messages the median is taken over
// Offsets of stale messages that still are one clock's: seconds in the text, and the network.
inline constexpr std::chrono::milliseconds kClockAgreement{2000};
inline constexpr std::chrono::seconds kMergeWindow{15};
inline constexpr std::chrono::minutes kHoldLimit{10};
inline constexpr std::size_t kMaxReadsPerPassage = 64;
inline constexpr std::int64_t kMostHoldSeconds = 86'400;  // a day: longer is a typing error
inline constexpr std::int64_t kMostMergeSeconds = 60;     // longer would join two vehicles
// Events that a device may repeat many times a second: one entry of a kind in this time.
inline constexpr std::chrono::milliseconds kDeviceEventInterval{1000};
// What a camera writes of plate and time into the log: the longest real ones have under 40 bytes.
inline constexpr std::size_t kMaxReadingBytes = 64;
inline constexpr std::int64_t kMaxDeviceChannel = 255;  // a byte in every make

// The log.
inline constexpr std::size_t kMaxDeviceIdBytes = 64;     // of an entry; ids are short words
inline constexpr std::size_t kMaxNoteSignatures = 64;    // C2SP asks for at least 16
inline constexpr std::size_t kMaxNoteBytes = 64u << 10;  // a checkpoint with its signatures
inline constexpr std::size_t kMaxGroupCommit = 100;      // measured knee: limits.md, section 1
inline constexpr std::size_t kMaxWriterQueue = 4096;     // then push back: unavailable
inline constexpr std::size_t kCheckpointEntries = 256;
inline constexpr std::chrono::seconds kCheckpointInterval{60};
inline constexpr std::chrono::minutes kHeartbeatInterval{5};
inline constexpr std::size_t kReserveFileBytes = std::size_t{64} << 20;  // for exits on a full disk

// Pages.
inline constexpr std::size_t kDefaultPage = 50;
inline constexpr std::size_t kMaxPage = 500;
// A part of a plate that more plates have is found by walking the log, a piece a request.
inline constexpr std::size_t kMaxFoundPlates = 1000;
inline constexpr std::uint64_t kSearchPiece = 100'000;  // entries; some 50 ms of passages
inline constexpr std::size_t kSearchHits = 8;           // of each sort, search from anywhere
inline constexpr std::size_t kVehiclePiece = 20'000;    // vehicles a search looks at in a request
inline constexpr std::uint64_t kMaxShiftEntries = 1'000'000;  // a shift is counted over so many

// What a guard enters from a document counts for this long, unless a manager confirms it.
inline constexpr std::chrono::hours kGuardFactsCount{7 * 24};
inline constexpr std::size_t kMaxEvidenceBytes = std::size_t{8} << 20;  // a photo or a PDF
inline constexpr std::size_t kMaxEvidence = 20;                         // of one vehicle, as shown
inline constexpr std::size_t kMaxStatementText = 300;  // who says a stage, and from what
// A vehicle of unknown or doubtful stage is to be settled (待核定) within: a weekend fits in.
inline constexpr std::chrono::hours kStageWorkDue{3 * 24};
inline constexpr std::size_t kMaxEvidenceKept = 100;     // newest are shown first
inline constexpr std::size_t kMaxDocuments = 10'000;     // orders and proofs of a plant
inline constexpr std::size_t kMaxShiftNoteBytes = 3000;  // some 1000 Chinese characters
inline constexpr std::size_t kMaxAmendments = 50;        // of one passage

// The overview.
inline constexpr std::size_t kMaxCountedPassages = 100'000;  // of one period, the newest
inline constexpr std::size_t kMaxRehearsedTrips = 200'000;   // of one rehearsal
inline constexpr std::size_t kMaxRehearsedVehicles = 500;    // that are named in its answer
inline constexpr std::size_t kMaxTimedHolds = 500;           // whose wait is looked up
inline constexpr std::size_t kMaxToDo = 3;
inline constexpr double kDiskNearlyFull = 0.1;  // share that is free
inline constexpr std::chrono::hours kMaxReport{31 * 24};

// Imports from spreadsheets.
inline constexpr std::size_t kMaxImportBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMaxImportUnpacked = std::size_t{128} << 20;  // 100,000 rows in XML
inline constexpr std::size_t kMaxImportRows = 100'000;
inline constexpr std::size_t kMaxImportColumns = 64;
inline constexpr std::size_t kMaxImportErrors = 500;           // shown
inline constexpr std::size_t kImportPreview = 20;              // rows shown
inline constexpr std::size_t kImportBatch = 100;               // rows in one transaction
inline constexpr std::size_t kMaxImports = 4;                  // kept in memory
inline constexpr std::chrono::hours kImportPreviewCounts{1};   // unless it is applied
inline constexpr std::chrono::milliseconds kImportRetry{500};  // when the writer's queue is full

// Quarantine of messages that could not be read: oldest go first.
inline constexpr std::size_t kMaxQuarantineItems = 200;
inline constexpr std::size_t kMaxQuarantineBytes = std::size_t{64} << 20;

// Live push.
inline constexpr std::size_t kMaxLiveClients = 256;
// Of one token, board key or user: a leaked key must not take every screen's place.
inline constexpr std::size_t kMaxLivePerPrincipal = 16;
inline constexpr std::size_t kMaxLiveBacklog = 1024;  // messages per client, then it must resume

// Comet polls of Vzenith cameras are held at most this long (camera time-out 5 s).
inline constexpr std::chrono::milliseconds kCometHold{4000};
// A device command (barrierGate, openStrobe): connect and answer.
inline constexpr std::chrono::milliseconds kDeviceTimeout{3000};

// HTTP server. A wall of cameras and screens keeps well under a hundred connections.
inline constexpr std::size_t kMaxConnections = 1024;  // of one server, all listeners
// Of one listener when there are several: people must not take the cameras' places.
inline constexpr std::size_t kMaxConnectionsPerListener = 640;
// Of one address that is not this machine's (a proxy): a camera uses 1 or 2, a browser 6.
inline constexpr std::size_t kMaxConnectionsPerPeer = 128;
inline constexpr std::size_t kMaxBodiesBytes = std::size_t{256} << 20;  // being received at once
inline constexpr std::chrono::seconds kFirstByteTimeout{10};            // on a new connection
inline constexpr std::chrono::seconds kHeaderTimeout{30};    // first byte to end of header
inline constexpr std::chrono::seconds kBodyTimeout{60};      // end of header to end of body
inline constexpr std::chrono::seconds kWriteTimeout{5};      // without progress
inline constexpr std::chrono::seconds kIdleTimeout{75};      // kept alive without a request
inline constexpr std::chrono::milliseconds kHangUpLook{50};  // between looks for a TLS end
inline constexpr std::chrono::seconds kLingerTimeout{2};     // reading on after a refusal
inline constexpr std::chrono::seconds kStopTimeout{4};       // then connections are cut
inline constexpr std::size_t kMaxQueryParameters = 64;
inline constexpr std::chrono::seconds kLivePing{20};            // silence before a ping
inline constexpr std::size_t kMaxLiveRequestBytes = 64u << 10;  // one message of a live client
inline constexpr std::size_t kMaxBundleBytes = std::size_t{64} << 20;  // web bundle in memory
// A camera sends one message a vehicle; after an outage it sends what it kept, quickly.
inline constexpr double kDeviceMessagesPerSecond = 50;
inline constexpr double kDeviceMessageBurst = 500;
// Wrong device secrets of one address for one device: a guess a second finds no 8 characters.
inline constexpr double kWrongSecretsPerSecond = 1;
inline constexpr double kWrongSecretBurst = 20;
inline constexpr std::size_t kMaxRateKeys = 4096;  // remembered at once
// The QR's page: six declarations a minute of one address, and of all a busy gate's worth.
inline constexpr double kDeclarationsPerSecond = 0.1;
inline constexpr double kDeclarationBurst = 6;
inline constexpr double kAllDeclarationsPerSecond = 1;
inline constexpr double kAllDeclarationBurst = 120;
inline constexpr double kNoticesPerSecond = 2;
inline constexpr double kNoticeBurst = 30;
inline constexpr std::chrono::hours kDeclarationCounts{24};
inline constexpr std::size_t kMaxPublicBodyBytes = 16u << 10;
inline constexpr std::size_t kMaxIdempotencyKeyBytes = 200;

// Devices, as people see them.
inline constexpr std::chrono::minutes kSilent{10};                // heartbeats come every 5–60 s
inline constexpr std::chrono::hours kSilentWithoutHeartbeat{24};  // a quiet night and a Sunday
inline constexpr std::chrono::hours kClockOff{1};  // off by hours: a zone or an unset clock

// Outgoing HTTP: one dead address must not take every place.
inline constexpr std::size_t kMaxOutgoing = 64;        // in flight
inline constexpr std::size_t kMaxOutgoingPerHost = 8;  // in flight to one host and port
inline constexpr std::size_t kMaxOutgoingQueue = 256;  // waiting; then unavailable
inline constexpr std::size_t kMaxOutgoingQueuePerHost = 32;
inline constexpr std::chrono::milliseconds kConnectTimeout{3000};
inline constexpr std::size_t kMaxOutgoingReplyBytes = std::size_t{1} << 20;

// Photos. Packs are small enough to copy and to delete whole, large enough to be few.
inline constexpr std::uint64_t kPackBytes = std::uint64_t{256} << 20;
inline constexpr std::uint64_t kMediaKeepFreeBytes = std::uint64_t{256} << 20;  // for the ledger
inline constexpr std::size_t kMaxMediaQueue = 256;  // requests waiting; then unavailable
inline constexpr std::size_t kMaxMediaQueueBytes = std::size_t{128} << 20;
inline constexpr std::size_t kMaxMediaGroupPhotos = 256;  // written and synced together
inline constexpr std::size_t kMaxMediaGroupBytes = std::size_t{32} << 20;
inline constexpr std::chrono::milliseconds kMediaAnswerLimit{1000};  // half of kOpenDeadline
inline constexpr std::chrono::milliseconds kMediaStopLimit{2000};    // a hung disk at the end
inline constexpr std::chrono::seconds kMediaRetryFirst{1};  // after a write error, doubling
inline constexpr std::chrono::seconds kMediaRetryMost{60};

// The database.
inline constexpr std::chrono::milliseconds kDatabaseBusy{500};  // wait for another program's lock
inline constexpr std::chrono::seconds kReserveRetry{10};  // between looks for room on a full disk
inline constexpr std::size_t kReserveMargin = 2;          // times the reserve must be free again
inline constexpr std::size_t kMaxCheckpointBacklog = 64;  // notes a second place is behind, then
                                                          // the oldest give way
inline constexpr std::size_t kDatabaseCacheBytes = std::size_t{32} << 20;  // writer, at most
inline constexpr std::size_t kReadConnections = 4;                         // page queries at a time
inline constexpr std::size_t kWalPages = 1000;       // moved beside the writer …
inline constexpr std::size_t kMaxWalPages = 16'000;  // … and by the writer itself (64 MB)
inline constexpr std::size_t kLaneGroupsInRow = 8;   // then waiting bulk entries get a turn
inline constexpr std::chrono::hours kIdempotencyKept{24};

// Accounts. A plant has some dozens of people; a guard's screen stays on for weeks.
inline constexpr std::size_t kMaxUsers = 500;
inline constexpr std::size_t kMaxSessionsPerUser = 16;  // the oldest ends
inline constexpr std::chrono::hours kSessionIdle{12};   // longer than any shift
inline constexpr std::chrono::hours kSessionLimit{7 * 24};
inline constexpr std::chrono::minutes kSessionSeenWrite{5};  // how stale ops.db may be
inline constexpr std::chrono::hours kInviteLimit{24};        // a reset link too
inline constexpr std::chrono::hours kFirstLinkLimit{7 * 24};
inline constexpr std::size_t kMinPasswordCharacters = 10;
inline constexpr std::size_t kMaxPasswordBytes = 1024;
// Guessing: five wrong passwords of a name from one address, then a quarter of an hour of nothing.
inline constexpr std::size_t kMaxLoginFailures = 5;
inline constexpr std::chrono::minutes kLoginLock{15};
inline constexpr std::size_t kMaxLoginLocks = 4096;  // names with addresses remembered
// One address, whatever the names: a shift change is a dozen people behind one router.
inline constexpr double kSignInsPerSecond = 0.2;
inline constexpr double kSignInBurst = 30;
// Argon2id takes 50 ms and 64 MiB: one at a time, and no more than this waiting.
inline constexpr std::size_t kMaxPasswordQueue = 16;
inline constexpr std::size_t kMaxLoginRecords = 20'000;
inline constexpr std::size_t kMaxOperationRecords = 200'000;  // about 40 MB
inline constexpr std::size_t kMaxOperationQueue = 10'000;     // not yet in ops.db
inline constexpr std::size_t kMaxOperationTarget = 300;       // bytes of a path
inline constexpr std::size_t kMaxPreferences = 100;           // of one user
inline constexpr std::size_t kMaxPreferenceBytes = 32u << 10;

// Look-ups of emission stages: a bureau's service must not be hammered, and none of it is urgent.
inline constexpr std::size_t kMaxLookUpsWaiting = 1000;  // vehicles; the oldest gives way
inline constexpr std::size_t kMaxLookUpsAsked = 4;       // questions on their way
inline constexpr int kMaxLookUpTries = 5;                // of one vehicle, then it must come again
inline constexpr std::chrono::seconds kLookUpRetryFirst{10};  // after a failure, doubling
inline constexpr std::chrono::minutes kLookUpRetryMost{10};
inline constexpr std::chrono::hours kLookUpAskAgain{24};  // of one who was not known, or mistaken
inline constexpr std::size_t kMaxLookUpAnswerBytes = 256u << 10;
inline constexpr std::size_t kMaxStatementsShown = 100;  // of a dossier, newest
inline constexpr std::size_t kMaxLookUpSettingsBytes = 32u << 10;

// Rule packs. The largest shipped has 20 clauses in 20 KB; a province's would have some hundreds.
inline constexpr std::size_t kMaxTomlBytes = 512u << 10;
inline constexpr std::size_t kMaxTomlKeyParts = 16;    // of one dotted key or header
inline constexpr std::size_t kMaxUploadedPacks = 200;  // versions; all stay in memory
inline constexpr std::size_t kMaxExemptionText = 600;  // bytes: 200 characters
inline constexpr std::size_t kMaxPackClauses = 256;
inline constexpr std::size_t kMaxPackParameters = 64;
inline constexpr std::size_t kMaxPackProblems = 100;      // told of one file
inline constexpr std::size_t kMaxExpressionBytes = 2000;  // longer ones nobody reads
inline constexpr std::size_t kMaxExpressionDepth = 32;    // brackets, nots and lets in each other
inline constexpr std::size_t kMaxExpressionSteps = 512;   // compiled, all lets laid out
inline constexpr std::size_t kMaxExpressionStack = 40;    // values at a time while it is evaluated

}  // namespace cleangate
