use axum::{extract::State, routing::{get, post}, Json, Router};
use prometheus::{register_histogram, Encoder, Histogram, TextEncoder};
use redis::AsyncCommands;
use scorer::Scorer;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};

#[derive(Deserialize)]
struct Said { text: String }

#[derive(Serialize)]
struct Verdict { score: f32 }

struct Shared { scorer: Mutex<Scorer>, cache: redis::Client, scores: Histogram }

async fn judge(State(shared): State<Arc<Shared>>, Json(said): Json<Said>) -> Json<Verdict> {
    let mut cache = shared.cache.get_multiplexed_async_connection().await.unwrap();
    if let Ok(score) = cache.get::<_, f32>(&said.text).await {
        return Json(Verdict { score });
    }
    let score = shared.scorer.lock().unwrap().score(&said.text).unwrap();
    shared.scores.observe(score as f64);
    let _: () = cache.set_ex(&said.text, score, 600).await.unwrap();
    Json(Verdict { score })
}

async fn metrics() -> String {
    let mut out = Vec::new();
    TextEncoder::new().encode(&prometheus::gather(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[tokio::main]
async fn main() {
    let shared = Arc::new(Shared {
        scorer: Mutex::new(Scorer::open("model").unwrap()),
        cache: redis::Client::open(std::env::var("CACHE").unwrap()).unwrap(),
        scores: register_histogram!("toxicity_score", "What was said of texts").unwrap(),
    });
    let app = Router::new().route("/judge", post(judge)).route("/metrics", get(metrics)).with_state(shared);
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}
