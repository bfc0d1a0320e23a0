// The `openssl` command as the other side: what it makes we take, and what we make it takes.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "crypto/engine.h"
#include "crypto/import.h"
#include "tests/unit/crypto/gate.h"
#include "tests/unit/crypto/golden.h"
#include "tests/unit/crypto/with_secure_heap.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;

namespace {

const Bytes kMessage(77, 0x6d);

// Shell: the command, in a folder of its own.
struct Shell : WithSecureHeap {
  TemporaryFolder folder;

  bool Run(const std::string& arguments) const {
    const std::string command =
        fmt::format("cd {} && openssl {} >out.txt 2>&1", folder.path(), arguments);
    return std::system(command.c_str()) == 0;
  }
  void Write(const std::string& name, ByteView bytes) const {
    std::ofstream file(folder / name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }
  Bytes Read(const std::string& name) const {
    std::ifstream file(folder / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // Key generates a key pair outside and imports it: key.der and pub.der stay in the folder.
  std::shared_ptr<const ReadyKey> Key(KeySpec spec, KeyUsage usage) const {
    BOOST_REQUIRE(Run(Generation(spec) + " -outform DER -out made.der"));
    BOOST_REQUIRE(Run("pkcs8 -topk8 -nocrypt -inform DER -in made.der -outform DER -out key.der"));
    BOOST_REQUIRE(Run("pkey -inform DER -in key.der -pubout -outform DER -out pub.der"));
    auto material = CheckMaterial(spec, Read("key.der"));
    BOOST_REQUIRE_MESSAGE(material, Name(spec));
    BOOST_TEST(Hex(*PublicKeyOf(*material)) == Hex(Read("pub.der")));
    return Ready(std::move(*material), usage);
  }

  static std::string Generation(KeySpec spec) {
    switch (spec) {
      case KeySpec::kRsa2048: return "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048";
      case KeySpec::kRsa3072: return "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072";
      case KeySpec::kEccNistP256: return "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";
      case KeySpec::kEccNistP384: return "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384";
      case KeySpec::kEccNistP521: return "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521";
      case KeySpec::kEccSecgP256k1:
        return "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1";
      case KeySpec::kEccNistEdwards25519: return "genpkey -algorithm ED25519";
      case KeySpec::kSm2: return "genpkey -algorithm SM2";
      default: return "";
    }
  }
};

// Options are what `openssl dgst` needs for the algorithm.
std::string Options(SigningAlgorithm algorithm) {
  const std::string name(Name(algorithm));
  if (algorithm == SigningAlgorithm::kSm2dsa) return "-sm3 -sigopt distid:1234567812345678";
  std::string options = "-sha" + name.substr(name.size() - 3);
  if (name.starts_with("RSASSA_PSS")) {
    options += " -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest";
    options += " -sigopt rsa_mgf1_md:sha" + name.substr(name.size() - 3);
  }
  return options;
}

std::string OaepOptions(EncryptionAlgorithm algorithm) {
  if (algorithm == EncryptionAlgorithm::kSm2pke) return "";
  const char* const hash = algorithm == EncryptionAlgorithm::kRsaesOaepSha1 ? "sha1" : "sha256";
  return fmt::format(
      "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:{} -pkeyopt rsa_mgf1_md:{}", hash, hash);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(openssl_cli)

BOOST_FIXTURE_TEST_CASE(signatures, Shell) {
  Write("message", kMessage);
  for (const auto spec : {KeySpec::kRsa2048, KeySpec::kEccNistP256, KeySpec::kEccNistP384,
                          KeySpec::kEccNistP521, KeySpec::kEccSecgP256k1, KeySpec::kSm2}) {
    const auto key = Key(spec, KeyUsage::kSignVerify);
    for (const auto algorithm : Traits(spec).signing) {
      const auto ours = Sign(Permitting(Use::kSign), *key, algorithm, MessageType::kRaw, kMessage);
      BOOST_REQUIRE(ours);
      Write("ours", *ours);
      const std::string options = Options(algorithm);
      BOOST_TEST(Run("dgst " + options + " -verify pub.der -signature ours message"),
                 Name(algorithm));
      BOOST_REQUIRE(Run("dgst " + options + " -sign key.der -out theirs message"));
      BOOST_TEST(Verify(Permitting(Use::kVerify), *key, algorithm, MessageType::kRaw, kMessage,
                        Read("theirs"))
                     .has_value(),
                 Name(algorithm));
    }
  }
}

// A salt that is longer or shorter than the digest is none of KMS's (K5.32).
BOOST_FIXTURE_TEST_CASE(pss_salts, Shell) {
  Write("message", kMessage);
  const auto key = Key(KeySpec::kRsa2048, KeyUsage::kSignVerify);
  for (const auto& [salt, good] : {std::pair{"0", false}, std::pair{"31", false},
                                   std::pair{"32", true}, std::pair{"33", false}}) {
    BOOST_REQUIRE(
        Run(fmt::format("dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt "
                        "rsa_pss_saltlen:{} -sign key.der -out theirs message",
                        salt)));
    BOOST_TEST(Verify(Permitting(Use::kVerify), *key, SigningAlgorithm::kRsassaPssSha256,
                      MessageType::kRaw, kMessage, Read("theirs"))
                       .has_value() == good,
               "salt " << salt);
  }
}

BOOST_FIXTURE_TEST_CASE(ed25519, Shell) {
  Write("message", kMessage);
  const auto key = Key(KeySpec::kEccNistEdwards25519, KeyUsage::kSignVerify);
  const auto algorithm = SigningAlgorithm::kEd25519Sha512;
  Write("ours", *Sign(Permitting(Use::kSign), *key, algorithm, MessageType::kRaw, kMessage));
  BOOST_TEST(
      Run("pkeyutl -verify -rawin -in message -sigfile ours -pubin -keyform DER -inkey "
          "pub.der"));
  BOOST_REQUIRE(Run("pkeyutl -sign -rawin -in message -out theirs -keyform DER -inkey key.der"));
  BOOST_TEST(Hex(Read("theirs")) == Hex(Read("ours")));
}

BOOST_FIXTURE_TEST_CASE(encryption, Shell) {
  for (const auto spec : {KeySpec::kRsa2048, KeySpec::kRsa3072, KeySpec::kSm2}) {
    const auto key = Key(spec, KeyUsage::kEncryptDecrypt);
    for (const auto algorithm : Traits(spec).encryption) {
      Write("message", kMessage);
      const std::string options = OaepOptions(algorithm);
      BOOST_REQUIRE(
          Run("pkeyutl -encrypt -in message -out theirs -pubin -keyform DER -inkey "
              "pub.der " +
              options));
      const EncryptionContext none;
      const auto read = Decrypt(Permitting(Use::kDecrypt), *key, algorithm, none, Read("theirs"));
      BOOST_REQUIRE_MESSAGE(read, Name(algorithm));
      BOOST_TEST(Hex(read->view()) == Hex(kMessage));
      Write("ours", *Encrypt(Permitting(Use::kEncrypt), *key, algorithm, none, kMessage));
      BOOST_TEST(Run("pkeyutl -decrypt -in ours -out back -keyform DER -inkey key.der " + options));
      BOOST_TEST(Hex(Read("back")) == Hex(kMessage), Name(algorithm));
    }
  }
}

BOOST_FIXTURE_TEST_CASE(agreement, Shell) {
  for (const auto spec : {KeySpec::kEccNistP256, KeySpec::kEccNistP384, KeySpec::kEccNistP521}) {
    const auto key = Ready(spec, KeyUsage::kKeyAgreement);
    Key(spec, KeyUsage::kKeyAgreement);
    Write("peer.der", *GetPublicKey(Permitting(Use::kGetPublicKey), *key));
    BOOST_REQUIRE(
        Run("pkeyutl -derive -keyform DER -inkey key.der -peerform DER -peerkey "
            "peer.der -out secret"));
    const auto secret = DeriveSharedSecret(Permitting(Use::kDeriveSharedSecret), *key,
                                           KeyAgreementAlgorithm::kEcdh, Read("pub.der"));
    BOOST_REQUIRE(secret);
    BOOST_TEST(Hex(secret->view()) == Hex(Read("secret")), Name(spec));
  }
}

BOOST_FIXTURE_TEST_CASE(macs, Shell) {
  const Bytes key_bytes(64, 0x2b);
  Write("message", kMessage);
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (traits.mac.empty()) continue;
    const auto key =
        Ready(std::move(*CheckMaterial(traits.spec, key_bytes)), KeyUsage::kGenerateVerifyMac);
    const auto mac = GenerateMac(Permitting(Use::kGenerateMac), *key, traits.mac.front(), kMessage);
    BOOST_REQUIRE(
        Run(fmt::format("mac -binary -digest SHA{} -macopt hexkey:{} -in message -out theirs HMAC",
                        traits.bits, Hex(key_bytes))));
    BOOST_TEST(Hex(*mac) == Hex(Read("theirs")), traits.name);
  }
}

// Material wrapped as a customer would, with the command alone (K5.71).
BOOST_FIXTURE_TEST_CASE(wrapped_material, Shell) {
  const auto pair =
      GenerateWrappingKey(Permitting(Use::kGetParametersForImport), kArn, KeySpec::kRsa3072);
  BOOST_REQUIRE(pair);
  Write("wrapping.der", pair->public_key);
  const auto imports = [&](KeySpec spec, WrappingAlgorithm algorithm, const Bytes& expected) {
    const auto material = UnwrapMaterial(Permitting(Use::kImportMaterial), kArn, pair->private_key,
                                         {spec, algorithm, Read("wrapped")});
    BOOST_REQUIRE_MESSAGE(material, Name(spec) << " " << Name(algorithm));
    BOOST_TEST(Hex(material->bytes.view()) == Hex(expected));
  };
  const std::string encrypt = "pkeyutl -encrypt -pubin -keyform DER -inkey wrapping.der ";
  const Bytes raw(32, 0x3c);
  Write("raw", raw);
  for (const auto& [oaep, algorithm] :
       {std::pair{EncryptionAlgorithm::kRsaesOaepSha1, WrappingAlgorithm::kRsaesOaepSha1},
        std::pair{EncryptionAlgorithm::kRsaesOaepSha256, WrappingAlgorithm::kRsaesOaepSha256}}) {
    BOOST_REQUIRE(Run(encrypt + OaepOptions(oaep) + " -in raw -out wrapped"));
    imports(KeySpec::kSymmetricDefault, algorithm, raw);
  }
  const Bytes aes_key(32, 0x51);
  Write("aes", aes_key);
  for (const auto spec : {KeySpec::kRsa2048, KeySpec::kEccNistP384}) {
    Key(spec, KeyUsage::kSignVerify);
    const auto expected = CheckMaterial(spec, Read("key.der"));
    const ByteView view = expected->bytes.view();
    BOOST_REQUIRE(Run(fmt::format("enc -id-aes256-wrap-pad -K {} -iv A65959A6 -in key.der -out kwp",
                                  Hex(aes_key))));
    const Bytes kwp = Read("kwp");
    for (const auto& [oaep, algorithm] :
         {std::pair{EncryptionAlgorithm::kRsaesOaepSha1, WrappingAlgorithm::kRsaAesKeyWrapSha1},
          std::pair{EncryptionAlgorithm::kRsaesOaepSha256,
                    WrappingAlgorithm::kRsaAesKeyWrapSha256}}) {
      BOOST_REQUIRE(Run(encrypt + OaepOptions(oaep) + " -in aes -out wrapped"));
      Bytes both = Read("wrapped");
      both.insert(both.end(), kwp.begin(), kwp.end());
      Write("wrapped", both);
      imports(spec, algorithm, Bytes(view.begin(), view.end()));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
